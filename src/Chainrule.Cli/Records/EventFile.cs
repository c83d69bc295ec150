using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Chainrule.Cli;

/// <summary>
/// A file of events as TensorBoard reads them: TFRecord frames, each with one protocol buffer of tensorflow.Event in it. Of that message
/// only what scalars need is written: wall_time = 1, step = 2, file_version = 3, summary = 5 with its values tag = 1, simple_value = 2.
/// </summary>
internal sealed class EventFile : IDisposable
{
    private const int Varint = 0, EightBytes = 1, Bytes = 2, FourBytes = 5;

    private readonly Stream _file;

    public EventFile(string path, DateTime time)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        using var message = new MemoryStream();
        PutDouble(message, 1, Seconds(time));
        PutBytes(message, 3, "brain.Event:2"u8);
        Write(message.ToArray());
    }

    /// <summary>Some numbers at a step, each under its tag.</summary>
    public void Add(DateTime time, long step, IEnumerable<(string Tag, double Value)> scalars)
    {
        using var summary = new MemoryStream();
        foreach (var (tag, value) in scalars)
        {
            using var scalar = new MemoryStream();
            PutBytes(scalar, 1, Encoding.UTF8.GetBytes(tag));
            PutFloat(scalar, 2, (float)value);
            PutBytes(summary, 1, scalar.ToArray());
        }
        using var message = new MemoryStream();
        PutDouble(message, 1, Seconds(time));
        PutVarint(message, (2 << 3) | Varint);
        PutVarint(message, (ulong)step);
        PutBytes(message, 5, summary.ToArray());
        Write(message.ToArray());
    }

    public void Dispose() => _file.Dispose();

    /// <summary>CRC-32C as TFRecord has it: rotated, and moved by a constant, so that a checksum of checksums is none.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> bytes) => BitOperations.RotateRight(Checksum.Of(bytes), 15) + 0xA282EAD8;

    /// <summary>Length, its checksum, the message, its checksum; at once, so that a reader beside sees whole frames.</summary>
    private void Write(byte[] message)
    {
        var frame = new byte[message.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(frame, message.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), MaskedCrc(frame.AsSpan(0, 8)));
        message.CopyTo(frame, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(12 + message.Length), MaskedCrc(message));
        _file.Write(frame);
        _file.Flush();
    }

    private static double Seconds(DateTime time) => (time - DateTime.UnixEpoch).TotalSeconds;

    private static void PutBytes(Stream message, int field, ReadOnlySpan<byte> value)
    {
        PutVarint(message, (ulong)((field << 3) | Bytes));
        PutVarint(message, (ulong)value.Length);
        message.Write(value);
    }

    private static void PutDouble(Stream message, int field, double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        PutVarint(message, (ulong)((field << 3) | EightBytes));
        message.Write(bytes);
    }

    private static void PutFloat(Stream message, int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        PutVarint(message, (ulong)((field << 3) | FourBytes));
        message.Write(bytes);
    }

    private static void PutVarint(Stream message, ulong value)
    {
        for (; value > 0x7F; value >>= 7) message.WriteByte((byte)(value | 0x80));
        message.WriteByte((byte)value);
    }
}
