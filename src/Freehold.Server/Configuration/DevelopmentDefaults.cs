namespace Freehold.Server.Configuration;

/// <summary>What makes Development work without any setting, and what keeps it from being reached from outside.</summary>
internal static class DevelopmentDefaults
{
    public const string Guid = "11111111-2222-3333-4444-555555555555";
    public const string ProfileApiKey = "01234abc-1234-5678-9abc-def012345678";
    public const string BusinessApiKey = "99999abc-1234-5678-9abc-def012345678";

    public static void Apply(FreeholdOptions options, HostSettings host)
    {
        // Its helpers show every message that was sent: nobody else may reach them.
        foreach (var address in host.Addresses)
            if (!Listening.IsLoopback(address)) throw new BadSettingException($"--urls: Development listens on this machine only, not on {address}; use localhost, or the Production environment.");

        if (options.PublicUrl.Length == 0) options.PublicUrl = host.Addresses[0].TrimEnd('/');
        var workspace = options.Workspace;
        if (workspace.Guid.Length == 0) workspace.Guid = Guid;
        if (workspace.ProfileApiKey.Length == 0) workspace.ProfileApiKey = ProfileApiKey;
        if (workspace.BusinessApiKey.Length == 0) workspace.BusinessApiKey = BusinessApiKey;
    }
}
