namespace Chainrule.Algebra;

/// <summary>The bit layout of IEEE 754 binary32 and binary64, as far as <see cref="IFloating{S}"/> has to know it.</summary>
internal static class Format
{
    public const int BiasSingle = 127;
    public const long BiasDouble = 1023;

    /// <summary>1.5·2^(digits−1): added to a small integer n, the low bits of the sum are n.</summary>
    public const float RounderSingle = 12582912f;

    /// <inheritdoc cref="RounderSingle"/>
    public const double RounderDouble = 6755399441055744d;

    /// <summary>The bits of 1.</summary>
    public const int OneSingle = 0x3F800000;

    /// <inheritdoc cref="OneSingle"/>
    public const long OneDouble = 0x3FF0000000000000;

    /// <summary>The bits of √½, rounded.</summary>
    public const int RootHalfSingle = 0x3F3504F3;

    /// <inheritdoc cref="RootHalfSingle"/>
    public const long RootHalfDouble = 0x3FE6A09E667F3BCD;

    /// <summary>The bits of 2^(digits−1): an integer in their low end makes the number 2^(digits−1) + integer.</summary>
    public const int LowSingle = 0x4B000000;

    /// <inheritdoc cref="LowSingle"/>
    public const long LowDouble = 0x4330000000000000;

    /// <summary>2^(digits−1) + bias: what to subtract to read a biased exponent placed over <see cref="LowSingle"/>.</summary>
    public const float LowOffsetSingle = 8388608f + BiasSingle;

    /// <inheritdoc cref="LowOffsetSingle"/>
    public const double LowOffsetDouble = 4503599627370496d + BiasDouble;
}
