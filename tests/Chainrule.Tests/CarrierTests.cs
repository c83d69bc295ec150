using System.Numerics;
using System.Reflection;
using Chainrule.Algebra;
using Chainrule.Functions;
using Chainrule.Losses;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// Lanes and Scalar are one arithmetic: the same bits for every operation, every function and every loss, on random bit
/// patterns of all magnitudes and on the special values. (A NaN equals any NaN: its payload is the hardware's affair.)
/// </summary>
public class CarrierTests
{
    internal static Type[] Operations { get; } =
        [.. typeof(IOperation).Assembly.GetTypes().Where(type => type.IsValueType && !type.IsGenericType && type.IsAssignableTo(typeof(IOperation)))];

    public static TheoryData<string> Names => [.. Everything.Keys.Order()];

    private static Dictionary<string, Type> Everything { get; } =
        Operations.Select(type => (Name: type.Name, Type: type))
            .Concat(Composed(typeof(IFunction), typeof(FunctionOperation<>)))
            .Concat(Composed(typeof(IFunction), typeof(FunctionSlopeOperation<>)))
            .Concat(Composed(typeof(IError), typeof(ErrorOperation<>)))
            .Concat(Composed(typeof(IError), typeof(ErrorSlopeOperation<>)))
            .ToDictionary(item => item.Name, item => item.Type);

    [Fact]
    public void Every_member_of_the_algebra_is_among_the_operations()
    {
        var members = typeof(IAlgebra<>).GetMethods().Select(method => method.Name).Distinct();
        var operators = new Dictionary<string, string>
        {
            ["op_Implicit"] = "Constant",
            ["op_Addition"] = "Add",
            ["op_Subtraction"] = "Subtract",
            ["op_Multiply"] = "Multiply",
            ["op_Division"] = "Divide",
            ["op_UnaryNegation"] = "Negate",
        };
        var expected = members.Select(name => operators.GetValueOrDefault(name, name) + "Operation");
        Assert.Equal(expected.Order(), Operations.Select(type => type.Name).Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_lane_has_the_bits_of_a_scalar(string operation)
    {
        var type = Everything[operation];
        Invoke(type, Grid.DoubleBits(6000, 1), Grid.DoubleBits(6000, 2), Grid.DoubleBits(6000, 3));
        Invoke(type, Grid.SingleBits(6000, 1), Grid.SingleBits(6000, 2), Grid.SingleBits(6000, 3));
        // The magnitudes that networks have, which random bit patterns rarely hit.
        double[] usual = [.. Grid.Linear(-20, 20, 2400)], other = [.. Grid.Random(-3, 3, 2400)];
        Invoke(type, usual, other, other);
        Invoke(type, ToSingle(usual), ToSingle(other), ToSingle(other));
    }

    [Fact]
    public void Negative_zero_and_NaN_are_treated_alike_where_two_operands_tie()
    {
        double[] specials = [0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon];
        var pairs = specials.SelectMany(_ => specials, (x, y) => (x, y)).ToArray();
        double[] x = [.. pairs.Select(p => p.x)], y = [.. pairs.Select(p => p.y)];
        foreach (var operation in Operations)
        {
            Invoke(operation, x, y, [.. x.Reverse()]);
            Invoke(operation, ToSingle(x), ToSingle(y), ToSingle([.. x.Reverse()]));
        }
    }

    [Fact]
    public void Select_and_Max_say_what_they_do_with_zeros_and_NaNs()
    {
        static double Max(double x, double y) => Scalar<double>.Max(new(x), new(y)).Value;
        static double Select(double test) => Scalar<double>.Select(new(test), 1, 2).Value;
        Compare.SameBits([Max(0, -0.0), Max(-0.0, 0)], [0.0, 0.0]);
        Assert.True(double.IsNaN(Max(double.NaN, 1)) && double.IsNaN(Max(1, double.NaN)));
        Assert.Equal([1, 2, 2, 2, 1], new[] { Select(double.Epsilon), Select(0), Select(-1), Select(double.NaN), Select(double.PositiveInfinity) });
    }

    [Fact]
    public void There_are_always_sixteen_floats_or_eight_doubles()
    {
        Assert.Equal(16, Lanes<float>.Count);
        Assert.Equal(8, Lanes<double>.Count);
    }

    private static void Invoke<T>(Type operation, T[] x, T[] y, T[] z) =>
        typeof(CarrierTests).GetMethod(nameof(HasTheSameBits), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(operation, typeof(T)).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [x, y, z], null);

    private static void HasTheSameBits<TOperation, T>(T[] x, T[] y, T[] z)
        where TOperation : struct, IOperation where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var operation = default(TOperation);
        var lanes = new T[x.Length];
        Assert.Equal(0, x.Length % Lanes<T>.Count);
        for (var i = 0; i < x.Length; i += Lanes<T>.Count)
            operation.Invoke(Lanes<T>.Load(in x[0], i), Lanes<T>.Load(in y[0], i), Lanes<T>.Load(in z[0], i)).Store(ref lanes[0], i);
        for (var i = 0; i < x.Length; i++)
        {
            var scalar = operation.Invoke<Scalar<T>>(new(x[i]), new(y[i]), new(z[i])).Value;
            if (!(T.IsNaN(scalar) && T.IsNaN(lanes[i])))
                Compare.SameBits([lanes[i]], [scalar], $"{typeof(TOperation).Name}({x[i]:R}, {y[i]:R}, {z[i]:R}) of {typeof(T).Name}");
        }
    }

    private static IEnumerable<(string Name, Type Type)> Composed(Type parts, Type whole) => parts.Assembly.GetTypes()
        .Where(type => type.IsValueType && type.IsAssignableTo(parts))
        .Select(type => ($"{whole.Name.Split('`')[0]} {type.Name}", whole.MakeGenericType(type)));

    private static float[] ToSingle(double[] values) => [.. values.Select(x => (float)x)];
}
