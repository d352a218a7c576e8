using System.Security.Cryptography;

namespace Freehold.Server.Configuration;

/// <summary>The certificates that https is served with: Kestrel's own settings, <c>Kestrel:Certificates:Default</c> and those of endpoints.</summary>
internal static class Certificates
{
    private const string Default = "Kestrel:Certificates:Default:Path";

    /// <summary>Looks whether the files can be read.</summary>
    /// <exception cref="BadSettingException">One cannot.</exception>
    public static void CheckFiles(IConfiguration configuration, string contentRoot)
    {
        foreach (var name in Names(configuration))
        {
            if (!name.EndsWith("Path", StringComparison.OrdinalIgnoreCase)) continue;
            try
            {
                using var readable = File.OpenRead(Path.Combine(contentRoot, configuration[name]!));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                throw new BadSettingException($"{name}: {unreadable.Message}", unreadable);
            }
        }
    }

    /// <summary>What is wrong with the certificate, or another setting of Kestrel's, if that is what a start failed for; else null.</summary>
    public static string? Problem(Exception failure, IConfiguration configuration)
    {
        // Kestrel has no kind of exception of its own for it.
        if (failure is not (CryptographicException or InvalidOperationException or ArgumentException or NotSupportedException) || failure.StackTrace?.Contains("Kestrel", StringComparison.Ordinal) != true) return null;
        if (Names(configuration).Any()) return $"{Default}, with KeyPath or Password, names no certificate that https can be served with: {failure.Message.ReplaceLineEndings(" ")}";
        return Listening.Addresses(configuration).All(Listening.IsHttp)
            ? $"Kestrel: {failure.Message.ReplaceLineEndings(" ")}"
            : $"{Default} must name a certificate, since --urls has an https address.";
    }

    private static IEnumerable<string> Names(IConfiguration configuration) =>
        configuration.GetSection("Kestrel").AsEnumerable().Where(setting => !string.IsNullOrEmpty(setting.Value) && setting.Key.Contains(":Certificate", StringComparison.OrdinalIgnoreCase)).Select(setting => setting.Key);
}
