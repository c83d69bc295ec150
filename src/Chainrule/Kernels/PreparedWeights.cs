using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// The weights and biases of a layer, copied once into the order in which a single row reads them: for each input the weights to all
/// units side by side, in whole lanes that begin where cache lines do. The product is then one walk through the memory:
/// <code>
///     x[0] · │ W[0,0] W[1,0] W[2,0] … │      8 lanes of sums (4 where a lane is two registers or more)
///   + x[1] · │ W[0,1] W[1,1] W[2,1] … │      stay in registers while i runs over one block;
///   + …                                      a sum takes its terms in ascending i, as in every product
/// </code>
/// </summary>
internal sealed unsafe class PreparedWeights<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>So many rows are walked through one by one; with more, tiles are faster.</summary>
    private const int FewRows = 5;

    private readonly T[] _memory;
    private readonly T[] _biases;
    private readonly T* _weights;
    private readonly int _inputs, _stride;

    /// <param name="weights">[units, inputs]</param>
    /// <param name="biases">[units]</param>
    public PreparedWeights(ReadOnlySpan<T> weights, ReadOnlySpan<T> biases)
    {
        _biases = [.. biases];
        _inputs = weights.Length / biases.Length;
        _stride = (biases.Length + Lanes<T>.Count - 1) / Lanes<T>.Count * Lanes<T>.Count;
        // Pinned, as the address of the first cache line must stay.
        _memory = GC.AllocateArray<T>(checked(_inputs * _stride + Memory.Spare<T>()), pinned: true);
        _weights = Memory.Align((T*)Unsafe.AsPointer(ref _memory[0]));
        for (var j = 0; j < biases.Length; j++)
            for (var i = 0; i < _inputs; i++) _weights[(nint)i * _stride + j] = weights[j * _inputs + i];
    }

    /// <summary>z[m,j] = Σᵢ x[m,i]·w[j,i] + b[j].</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> z, int rows)
    {
        fixed (T* source = x, biases = _biases, result = z)
            if (rows > FewRows)
                Product<T>.Run(new(source, _inputs, 1), new(_weights, 1, _stride), result, rows, _inputs, _biases.Length, Finish<T>.Add(biases));
            else
                for (var m = 0; m < rows; m++) Row(source + m * _inputs, biases, result + m * _biases.Length);
    }

    private void Row(T* x, T* biases, T* z)
    {
        var wide = (Vector512.IsHardwareAccelerated ? 8 : 4) * Lanes<T>.Count;
        var units = _biases.Length;
        var j = 0;
        for (; j + wide <= _stride; j += wide)
            if (Vector512.IsHardwareAccelerated) Eight(x, j, biases, z);
            else Four(x, j, biases, z);
        for (; j < units; j += Lanes<T>.Count) One(x, j, biases, z);
    }

    private void Eight(T* x, int j, T* biases, T* z)
    {
        var sums = stackalloc Lanes<T>[8];
        for (var start = 0; start < _inputs; start += MatMul.BlockLength)
        {
            Lanes<T> s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
            var w = _weights + (nint)start * _stride + j;
            var end = Math.Min(_inputs, start + MatMul.BlockLength);
            for (var i = start; i < end; i++, w += _stride)
            {
                var value = Lanes<T>.Broadcast(x[i]);
                s0 = Lanes<T>.MultiplyAdd(value, Load(w, 0), s0);
                s1 = Lanes<T>.MultiplyAdd(value, Load(w, 1), s1);
                s2 = Lanes<T>.MultiplyAdd(value, Load(w, 2), s2);
                s3 = Lanes<T>.MultiplyAdd(value, Load(w, 3), s3);
                s4 = Lanes<T>.MultiplyAdd(value, Load(w, 4), s4);
                s5 = Lanes<T>.MultiplyAdd(value, Load(w, 5), s5);
                s6 = Lanes<T>.MultiplyAdd(value, Load(w, 6), s6);
                s7 = Lanes<T>.MultiplyAdd(value, Load(w, 7), s7);
            }
            Add(sums, 0, s0, start);
            Add(sums, 1, s1, start);
            Add(sums, 2, s2, start);
            Add(sums, 3, s3, start);
            Add(sums, 4, s4, start);
            Add(sums, 5, s5, start);
            Add(sums, 6, s6, start);
            Add(sums, 7, s7, start);
        }
        Finish(sums, 8, j, biases, z);
    }

    private void Four(T* x, int j, T* biases, T* z)
    {
        var sums = stackalloc Lanes<T>[4];
        for (var start = 0; start < _inputs; start += MatMul.BlockLength)
        {
            Lanes<T> s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            var w = _weights + (nint)start * _stride + j;
            var end = Math.Min(_inputs, start + MatMul.BlockLength);
            for (var i = start; i < end; i++, w += _stride)
            {
                var value = Lanes<T>.Broadcast(x[i]);
                s0 = Lanes<T>.MultiplyAdd(value, Load(w, 0), s0);
                s1 = Lanes<T>.MultiplyAdd(value, Load(w, 1), s1);
                s2 = Lanes<T>.MultiplyAdd(value, Load(w, 2), s2);
                s3 = Lanes<T>.MultiplyAdd(value, Load(w, 3), s3);
            }
            Add(sums, 0, s0, start);
            Add(sums, 1, s1, start);
            Add(sums, 2, s2, start);
            Add(sums, 3, s3, start);
        }
        Finish(sums, 4, j, biases, z);
    }

    private void One(T* x, int j, T* biases, T* z)
    {
        Lanes<T> sum = 0;
        for (var start = 0; start < _inputs; start += MatMul.BlockLength)
        {
            Lanes<T> block = 0;
            var w = _weights + (nint)start * _stride + j;
            var end = Math.Min(_inputs, start + MatMul.BlockLength);
            for (var i = start; i < end; i++, w += _stride) block = Lanes<T>.MultiplyAdd(Lanes<T>.Broadcast(x[i]), Load(w, 0), block);
            Add(&sum, 0, block, start);
        }
        Finish(&sum, 1, j, biases, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes<T> Load(T* w, int lane) => Lanes<T>.Load(in *w, lane * Lanes<T>.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Lanes<T>* sums, int lane, Lanes<T> block, int start) => sums[lane] = start == 0 ? block : sums[lane] + block;

    private void Finish(Lanes<T>* sums, int count, int j, T* biases, T* z)
    {
        for (var lane = 0; lane < count && j < _biases.Length; lane++, j += Lanes<T>.Count)
        {
            var length = Math.Min(Lanes<T>.Count, _biases.Length - j);
            Tail.Store(sums[lane] + Tail.Load(biases + j, length), z + j, length);
        }
    }
}
