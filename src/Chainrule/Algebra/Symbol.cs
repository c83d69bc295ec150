using System.Globalization;

namespace Chainrule.Algebra;

/// <summary>What a node of a <see cref="Symbol"/> stands for.</summary>
public enum Operation
{
    /// <summary>A constant of the formula.</summary>
    Constant,
    /// <summary>A named quantity.</summary>
    Variable,
    /// <summary>x + y</summary>
    Add,
    /// <summary>x − y</summary>
    Subtract,
    /// <summary>x · y</summary>
    Multiply,
    /// <summary>x / y</summary>
    Divide,
    /// <summary>−x</summary>
    Negate,
    /// <summary>eˣ</summary>
    Exp,
    /// <summary>eˣ − 1</summary>
    ExpM1,
    /// <summary>ln x</summary>
    Log,
    /// <summary>ln(1 + x)</summary>
    LogP1,
    /// <summary>tanh x</summary>
    Tanh,
    /// <summary>erf x</summary>
    Erf,
    /// <summary>√x</summary>
    Sqrt,
    /// <summary>|x|</summary>
    Abs,
    /// <summary>max(x, y)</summary>
    Max,
    /// <summary>y where x &gt; 0, else z</summary>
    Select,
}

/// <summary>
/// The carrier that computes nothing and remembers everything: run through a formula, it is the formula, as a tree.
/// Derivations print it, and <see cref="Evaluate{S}"/> reads it again in any other carrier.
/// </summary>
public sealed record Symbol : IAlgebra<Symbol>
{
    private Symbol(Operation operation, params Symbol[] operands) => (Operation, Operands) = (operation, operands);

    /// <summary>What this node does to its operands.</summary>
    public Operation Operation { get; }

    /// <summary>The nodes below, left to right.</summary>
    public IReadOnlyList<Symbol> Operands { get; }

    /// <summary>The name of a <see cref="Operation.Variable"/>, or of a constant that has one; empty otherwise.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The number of a <see cref="Operation.Constant"/>; 0 otherwise.</summary>
    public double Value { get; private init; }

    /// <summary>A named quantity.</summary>
    public static Symbol Variable(string name) => new(Operation.Variable) { Name = name };

    /// <inheritdoc/>
    public static implicit operator Symbol(double value) => new(Operation.Constant) { Value = value };

    /// <inheritdoc/>
    public static Symbol Named(string name, double value) => new(Operation.Constant) { Name = name, Value = value };

    /// <inheritdoc/>
    public static Symbol operator +(Symbol x, Symbol y) => new(Operation.Add, x, y);

    /// <inheritdoc/>
    public static Symbol operator -(Symbol x, Symbol y) => new(Operation.Subtract, x, y);

    /// <inheritdoc/>
    public static Symbol operator *(Symbol x, Symbol y) => new(Operation.Multiply, x, y);

    /// <inheritdoc/>
    public static Symbol operator /(Symbol x, Symbol y) => new(Operation.Divide, x, y);

    /// <inheritdoc/>
    public static Symbol operator -(Symbol x) => new(Operation.Negate, x);

    /// <inheritdoc/>
    public static Symbol MultiplyAdd(Symbol x, Symbol y, Symbol z) => x * y + z;

    /// <inheritdoc/>
    public static Symbol Exp(Symbol x) => new(Operation.Exp, x);

    /// <inheritdoc/>
    public static Symbol ExpM1(Symbol x) => new(Operation.ExpM1, x);

    /// <inheritdoc/>
    public static Symbol Log(Symbol x) => new(Operation.Log, x);

    /// <inheritdoc/>
    public static Symbol LogP1(Symbol x) => new(Operation.LogP1, x);

    /// <inheritdoc/>
    public static Symbol Tanh(Symbol x) => new(Operation.Tanh, x);

    /// <inheritdoc/>
    public static Symbol Erf(Symbol x) => new(Operation.Erf, x);

    /// <inheritdoc/>
    public static Symbol Sqrt(Symbol x) => new(Operation.Sqrt, x);

    /// <inheritdoc/>
    public static Symbol Abs(Symbol x) => new(Operation.Abs, x);

    /// <inheritdoc/>
    public static Symbol Max(Symbol x, Symbol y) => new(Operation.Max, x, y);

    /// <inheritdoc/>
    public static Symbol Select(Symbol test, Symbol positive, Symbol otherwise) => new(Operation.Select, test, positive, otherwise);

    /// <summary>Reads the formula in another carrier, with a value for each name.</summary>
    public S Evaluate<S>(Func<string, S> values) where S : IAlgebra<S>
    {
        S Operand(int index) => Operands[index].Evaluate(values);
        return Operation switch
        {
            Operation.Constant => Value,
            Operation.Variable => values(Name),
            Operation.Add => Operand(0) + Operand(1),
            Operation.Subtract => Operand(0) - Operand(1),
            Operation.Multiply => Operand(0) * Operand(1),
            Operation.Divide => Operand(0) / Operand(1),
            Operation.Negate => -Operand(0),
            Operation.Exp => S.Exp(Operand(0)),
            Operation.ExpM1 => S.ExpM1(Operand(0)),
            Operation.Log => S.Log(Operand(0)),
            Operation.LogP1 => S.LogP1(Operand(0)),
            Operation.Tanh => S.Tanh(Operand(0)),
            Operation.Erf => S.Erf(Operand(0)),
            Operation.Sqrt => S.Sqrt(Operand(0)),
            Operation.Abs => S.Abs(Operand(0)),
            Operation.Max => S.Max(Operand(0), Operand(1)),
            Operation.Select => S.Select(Operand(0), Operand(1), Operand(2)),
            _ => throw new InvalidOperationException($"The operation {Operation} has no reading."),
        };
    }

    /// <summary>The formula with something else in place of every part for which there is something; null leaves a part as it is.</summary>
    public Symbol Rewrite(Func<Symbol, Symbol?> replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        return replacement(this) is { } other ? other
            : Operands.Count == 0 ? this
            : new(Operation, [.. Operands.Select(operand => operand.Rewrite(replacement))]);
    }

    /// <summary>Whether two formulas are the same tree.</summary>
    public bool Equals(Symbol? other) =>
        other is not null && Operation == other.Operation && Name == other.Name && Value.Equals(other.Value)
        && Operands.SequenceEqual(other.Operands);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Operation, Name, Value, Operands.Count);

    /// <summary>The formula in one line, with as few brackets as it needs: <c>1 / (1 + exp(-x))</c>.</summary>
    public override string ToString() => Text(0);

    // Binding strength: 1 sums and signs, 2 products, 3 the operand of a sign, 4 what needs no bracket. The right operand of − and /
    // binds one stronger than the left.
    private string Text(int strength)
    {
        string Infix(string sign, int own, int right) => Bracket(own, strength, $"{Operands[0].Text(own)} {sign} {Operands[1].Text(right)}");
        return Operation switch
        {
            Operation.Constant when Name.Length > 0 => Name,
            Operation.Constant => Bracket(Value < 0 ? 1 : 4, strength, Value.ToString("R", CultureInfo.InvariantCulture)),
            Operation.Variable => Name,
            Operation.Add => Infix("+", 1, 1),
            Operation.Subtract => Infix("-", 1, 2),
            Operation.Multiply => Infix("*", 2, 2),
            Operation.Divide => Infix("/", 2, 3),
            Operation.Negate => Bracket(1, strength, $"-{Operands[0].Text(3)}"),
            Operation.Select => $"({Operands[0]} > 0 ? {Operands[1]} : {Operands[2]})",
            _ => $"{Operation.ToString().ToLowerInvariant()}({string.Join(", ", Operands)})",
        };
    }

    private static string Bracket(int own, int needed, string text) => own < needed ? $"({text})" : text;
}
