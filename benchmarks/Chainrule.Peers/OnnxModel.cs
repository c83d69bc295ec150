using System.Runtime.InteropServices;
using System.Text;

namespace Chainrule.Peers;

/// <summary>A network of relu layers with a softmax as an ONNX model: protocol buffers, field by field of onnx.proto.</summary>
internal static class OnnxModel
{
    private const int Float = 1, Integer = 2;

    /// <summary>IR version 8, operator set 13: input x, output y, [rows, numbers] each.</summary>
    public static byte[] Of(Network<float> network)
    {
        var (nodes, tensors, x) = (new List<(int, object)>(), new List<(int, object)>(), "x");
        foreach (var (l, layer) in network.Layers.Index())
        {
            nodes.Add((1, Node("Gemm", $"z{l}", [x, $"w{l}", $"b{l}"], (5, Message((1, "transB"), (3, 1L), (20, (long)Integer))))));
            nodes.Add((1, Node(l < network.Layers.Count - 1 ? "Relu" : "Softmax", x = l < network.Layers.Count - 1 ? $"a{l}" : "y", [$"z{l}"])));
            tensors.Add((5, Tensor($"w{l}", layer.Weights, layer.Units, layer.Inputs)));
            tensors.Add((5, Tensor($"b{l}", layer.Biases, layer.Units)));
        }
        var graph = Message([.. nodes, (2, "network"), .. tensors, (11, Value("x", network.Inputs)), (12, Value("y", network.Outputs))]);
        return Message((1, 8L), (7, graph), (8, Message((2, 13L))));
    }

    private static byte[] Node(string operation, string output, string[] inputs, params (int, object)[] attributes) =>
        Message([.. inputs.Select(name => (1, (object)name)), (2, output), (4, operation), .. attributes]);

    private static byte[] Tensor(string name, ReadOnlySpan<float> numbers, params int[] shape) =>
        Message([.. shape.Select(size => (1, (object)(long)size)), (2, (long)Float), (8, name), (9, MemoryMarshal.AsBytes(numbers).ToArray())]);

    private static byte[] Value(string name, int numbers)
    {
        var shape = Message((1, Message((2, "rows"))), (1, Message((1, (long)numbers))));
        return Message((1, name), (2, Message((1, Message((1, (long)Float), (2, shape))))));
    }

    /// <summary>A message of fields: a long as a varint, text and bytes with their length.</summary>
    private static byte[] Message(params (int Number, object Value)[] fields)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var (number, value) in fields)
        {
            writer.Write7BitEncodedInt64(number << 3 | (value is long ? 0 : 2));
            if (value is long integer)
            {
                writer.Write7BitEncodedInt64(integer);
                continue;
            }
            var content = value as byte[] ?? Encoding.UTF8.GetBytes((string)value);
            writer.Write7BitEncodedInt64(content.Length);
            writer.Write(content);
        }
        return bytes.ToArray();
    }
}
