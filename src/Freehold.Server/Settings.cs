namespace Freehold.Server;

/// <summary>Reads what the core needs to know from the standard configuration.</summary>
internal static class Settings
{
    public static FreeholdOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Freehold");
        var options = new FreeholdOptions();
        section.Bind(options);
        if (environment.IsDevelopment())
        {
            if (options.PublicUrl.Length == 0) options.PublicUrl = configuration["urls"]?.Split(';')[0] ?? "http://localhost:8000";
            var workspace = options.Workspace;
            if (workspace.Guid.Length == 0) workspace.Guid = "11111111-2222-3333-4444-555555555555";
            if (workspace.ProfileApiKey.Length == 0) workspace.ProfileApiKey = "01234abc-1234-5678-9abc-def012345678";
            if (workspace.BusinessApiKey.Length == 0) workspace.BusinessApiKey = "99999abc-1234-5678-9abc-def012345678";
        }

        return options;
    }
}
