namespace Freehold.Server.Configuration;

/// <summary>Every setting may be given as a file's content, as container platforms hand out secrets: <c>…KeyFile</c> names the file that holds <c>…Key</c>.</summary>
internal static class SecretFiles
{
    private const string Suffix = "File";

    public static void AddSecretFiles(this IConfigurationManager configuration)
    {
        var read = new Dictionary<string, string?>();
        foreach (var (name, file) in configuration.AsEnumerable())
        {
            if (string.IsNullOrEmpty(file) || !IsOurs(name) || !name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var setting = name[..^Suffix.Length];
            if (setting.EndsWith(':')) continue;
            if (!string.IsNullOrEmpty(configuration[setting])) throw new BadSettingException($"{setting} and {name} are both set; keep one of them.");
            read[setting] = Read(name, file);
        }

        if (read.Count > 0) configuration.AddInMemoryCollection(read);
    }

    private static bool IsOurs(string name) =>
        name.StartsWith("Freehold:", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);

    private static string Read(string name, string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException($"{name}: {file} cannot be read.", unreadable);
        }
    }
}
