namespace Chainrule;

/// <summary>
/// What a person gave us cannot be used. The message is one sentence: what is wrong, where (file, line, column), what to do.
/// The command line prints it as it is and ends with exit code 2.
/// </summary>
public sealed class BadInputException : Exception
{
    /// <summary>An empty message; there is always something better to say.</summary>
    public BadInputException() { }

    /// <param name="message">One sentence: what, where, what to do.</param>
    public BadInputException(string message) : base(message) { }

    /// <param name="message">One sentence: what, where, what to do.</param>
    /// <param name="innerException">What the operating system or a parser said.</param>
    public BadInputException(string message, Exception innerException) : base(message, innerException) { }
}
