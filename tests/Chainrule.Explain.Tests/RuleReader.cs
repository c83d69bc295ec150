using Chainrule.Algebra;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>Reads a rule with System.Math and the high-precision series, and shares no arithmetic with the engine.</summary>
internal sealed class RuleReader(Func<string, double> valueOf)
{
    public double Value(Symbol s)
    {
        double Operand(int index) => Value(s.Operands[index]);
        return s.Operation switch
        {
            Operation.Constant => s.Value,
            Operation.Variable => valueOf(s.Name),
            Operation.Add => Operand(0) + Operand(1),
            Operation.Subtract => Operand(0) - Operand(1),
            Operation.Multiply => Operand(0) * Operand(1),
            Operation.Divide => Operand(0) / Operand(1),
            Operation.Negate => -Operand(0),
            Operation.Exp => Math.Exp(Operand(0)),
            Operation.ExpM1 => HighPrecision.ExpM1(Operand(0)).ToDouble(),
            Operation.Log => Math.Log(Operand(0)),
            Operation.LogP1 => HighPrecision.LogP1(Operand(0)).ToDouble(),
            Operation.Tanh => Math.Tanh(Operand(0)),
            Operation.Erf => HighPrecision.Erf(Operand(0)).ToDouble(),
            Operation.Sqrt => Math.Sqrt(Operand(0)),
            Operation.Abs => Math.Abs(Operand(0)),
            Operation.Max => Math.Max(Operand(0), Operand(1)),
            Operation.Select => Operand(0) > 0 ? Operand(1) : Operand(2),
            _ => throw new ArgumentException($"no reading of {s.Operation}"),
        };
    }

    /// <summary>What an error is relative to: for a sum that of its terms, because they may cancel.</summary>
    public double Size(Symbol s) => s.Operation switch
    {
        Operation.Add or Operation.Subtract => Size(s.Operands[0]) + Size(s.Operands[1]),
        Operation.Negate => Size(s.Operands[0]),
        Operation.Divide => Size(s.Operands[0]) / Math.Abs(Value(s.Operands[1])),
        Operation.Multiply => Size(s.Operands[0]) * Size(s.Operands[1]),
        _ => Math.Abs(Value(s)),
    };
}
