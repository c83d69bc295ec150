using Chainrule.Algebra;
using Chainrule.Functions;
using Chainrule.Losses;

namespace Chainrule.Tests;

/// <summary>An operation of the algebra as a type, so that one test runs it in any carrier. What it does not need it ignores.</summary>
internal interface IOperation
{
    S Invoke<S>(S x, S y, S z) where S : IAlgebra<S>;
}

internal readonly struct AddOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => x + y; }

internal readonly struct SubtractOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => x - y; }

internal readonly struct MultiplyOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => x * y; }

internal readonly struct DivideOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => x / y; }

internal readonly struct NegateOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => -x; }

internal readonly struct MultiplyAddOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.MultiplyAdd(x, y, z); }

internal readonly struct ExpOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Exp(x); }

internal readonly struct ExpM1Operation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.ExpM1(x); }

internal readonly struct LogOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Log(x); }

internal readonly struct LogP1Operation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.LogP1(x); }

internal readonly struct TanhOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Tanh(x); }

internal readonly struct ErfOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Erf(x); }

internal readonly struct SqrtOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Sqrt(x); }

internal readonly struct AbsOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Abs(x); }

internal readonly struct MaxOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Max(x, y); }

internal readonly struct SelectOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Select(x, y, z); }

internal readonly struct NamedOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => S.Named("c", 0.1) - x; }

internal readonly struct ConstantOperation : IOperation { public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => 0.1 + x; }

internal readonly struct FunctionOperation<TFunction> : IOperation where TFunction : struct, IFunction
{
    public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => TFunction.F(x);
}

internal readonly struct FunctionSlopeOperation<TFunction> : IOperation where TFunction : struct, IFunction
{
    public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => TFunction.DF(x);
}

internal readonly struct ErrorOperation<TError> : IOperation where TError : struct, IError
{
    public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => new TError().F(x, y);
}

internal readonly struct ErrorSlopeOperation<TError> : IOperation where TError : struct, IError
{
    public S Invoke<S>(S x, S y, S z) where S : IAlgebra<S> => new TError().DF(x, y);
}
