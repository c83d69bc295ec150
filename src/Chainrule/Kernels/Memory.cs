namespace Chainrule.Kernels;

/// <summary>Where cache lines begin: a lane that lies across two of them is read twice.</summary>
internal static unsafe class Memory
{
    private const int CacheLine = 64;

    /// <summary>Memory to ask for so that an aligned part of it is as long as wanted.</summary>
    public static int Spare<T>() where T : unmanaged => CacheLine / sizeof(T);

    /// <summary>The first cache line that begins at or behind an address.</summary>
    public static T* Align<T>(T* address) where T : unmanaged => (T*)(((nint)address + CacheLine - 1) & -CacheLine);
}
