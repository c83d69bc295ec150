namespace Chainrule.Algebra;

/// <summary>A carrier of several numbers side by side, as the elementwise loops read and write them.</summary>
internal interface IVector<S, T> : IAlgebra<S> where S : struct, IVector<S, T>
{
    /// <summary>How many numbers travel together.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> numbers beginning <paramref name="index"/> numbers after <paramref name="source"/>.</summary>
    static abstract S Load(ref readonly T source, int index);

    /// <summary>Writes them.</summary>
    void Store(ref T destination, int index);
}
