using System.Collections.Concurrent;
using System.Diagnostics;

namespace Freehold.Http.Tests;

/// <summary>Programs of the tests that run under Node, with npm packages installed once from their lock file into <c>artifacts</c>.</summary>
internal static class NodePackages
{
    // Once for all tests of this process: a file that is written again while another node reads it is an empty program.
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Installed = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A folder with the programs of <paramref name="source"/> and the packages that they import.</summary>
    /// <param name="source">The folder with package.json, package-lock.json and the programs, below the repository's root.</param>
    /// <param name="name">A name of its own below <c>artifacts</c>.</param>
    public static Task<string> InstallAsync(string source, string name) =>
        Installed.GetOrAdd(name, _ => new Lazy<Task<string>>(() => InstallAnewAsync(Path.Combine(Repository.Root, source), name))).Value.WaitAsync(Ct);

    /// <summary>Runs a program to its end; what it wrote to standard output.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = node.StandardError.ReadToEndAsync(Ct);
        var wrote = await node.StandardOutput.ReadToEndAsync(Ct);
        await node.WaitForExitAsync(Ct);
        return node.ExitCode == 0 ? wrote : throw new InvalidOperationException(await said);
    }

    private static async Task<string> InstallAnewAsync(string source, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", name)).FullName;
        var stamp = Path.Combine(folder, "installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(source, "package-lock.json"));
        foreach (var program in Directory.EnumerateFiles(source, "*.mjs")) File.Copy(program, Path.Combine(folder, Path.GetFileName(program)), overwrite: true);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted) return folder;

        foreach (var file in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(source, file), Path.Combine(folder, file), overwrite: true);
        using var npm = Process.Start(new ProcessStartInfo("npm", "ci --ignore-scripts --no-audit --no-fund --prefer-offline") { WorkingDirectory = folder, RedirectStandardError = true })!;
        var said = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci: {said}");
        await File.WriteAllTextAsync(stamp, wanted);
        return folder;
    }
}
