namespace Freehold.Storage;

/// <summary>Files and folders that nobody but the server's own user may read, wherever the system knows users.</summary>
public static class PrivateFiles
{
    /// <summary>Makes a folder; one that is there stays as its owner made it, and those above it are made as usual.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Opens a file; one that is made is the user's alone.</summary>
    public static FileStream Open(string file, FileMode mode, FileAccess access, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }

    /// <summary>Makes a file that is there with all of its text, or, when it cannot be written to the end, not at all.</summary>
    /// <exception cref="IOException">It is there already, or cannot be written.</exception>
    public static void Write(string file, string text)
    {
        var unfinished = file + ".new";
        try
        {
            using (var stream = Open(unfinished, FileMode.Create, FileAccess.Write))
            {
                stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, file);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
