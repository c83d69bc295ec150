namespace Chainrule.Data;

/// <summary>One stream after the other.</summary>
internal sealed class ChainedStream(Stream first, Stream second) : ForwardStream
{
    public override int Read(Span<byte> buffer) => first.Read(buffer) is var count and > 0 ? count : second.Read(buffer);
}
