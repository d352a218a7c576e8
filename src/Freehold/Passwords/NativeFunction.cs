using System.Runtime.InteropServices;

namespace Freehold;

/// <summary>Finds a function of a C library that may be absent, or has another file name on another system.</summary>
internal static class NativeFunction
{
    /// <summary>The function's address in the first of the libraries that has it; zero when none has.</summary>
    public static nint Find(string name, params ReadOnlySpan<string> libraries)
    {
        foreach (var library in libraries)
            if (NativeLibrary.TryLoad(library, out var handle) && NativeLibrary.TryGetExport(handle, name, out var function))
                return function;
        return 0;
    }
}
