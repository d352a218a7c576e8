using System.Text.Json;
using Freehold.Storage;

namespace Freehold;

/// <summary>The workspace's changeable settings: in the database, so that all nodes share them, and remembered for a few seconds.</summary>
public sealed class Workspace(Database database, FreeholdOptions options, SignInOptions signIn, TimeProvider clock)
{
    private const string Row = "workspace";

    /// <summary>How long another node may still act by the old settings; the same bound as for revoked sessions.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private volatile Memory? memory;

    /// <summary>What stands where nothing was set: the deployment's configuration.</summary>
    public WorkspaceSettings Defaults => new()
    {
        Registration = options.Synerise.Mode,
        TokenLifetimeInSeconds = (int)signIn.TokenLifetime.TotalSeconds,
        AllowOverwriteCustomIdentify = options.Workspace.AllowOverwriteCustomIdentify,
        DeviceControl = options.Workspace.Control,
    };

    /// <summary>The settings as they stand, at most 5 s old.</summary>
    public ValueTask<WorkspaceSettings> SettingsAsync(CancellationToken ct) =>
        memory is { } known && clock.GetElapsedTime(known.Since) < Remembered ? new(known.Settings) : new(ReadAsync(ct));

    /// <summary>Replaces all settings; what the caller leaves at <see cref="Defaults"/> is back at its default.</summary>
    public async Task<WorkspaceSettings> ReplaceAsync(WorkspaceSettings settings, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(settings, WorkspaceJson.Default.WorkspaceSettings);
        await database.WriteAsync(
            session => session.ExecuteAsync($"INSERT INTO setting (name, value) VALUES ({Row}, {text}) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ct),
            ct);
        return Remember(settings, clock.GetTimestamp());
    }

    private async Task<WorkspaceSettings> ReadAsync(CancellationToken ct)
    {
        var since = clock.GetTimestamp();
        var text = await database.ReadAsync(session => session.FirstAsync($"SELECT value FROM setting WHERE name = {Row}", row => row.Text(0), ct), ct);
        var settings = text is null ? Defaults : JsonSerializer.Deserialize(text, WorkspaceJson.Default.WorkspaceSettings)!;
        return Remember(settings, since);
    }

    private WorkspaceSettings Remember(WorkspaceSettings stored, long since)
    {
        var settings = stored with { DeviceControl = stored.DeviceControl ?? options.Workspace.Control };
        memory = new Memory(settings, since);
        return settings;
    }

    private sealed record Memory(WorkspaceSettings Settings, long Since);
}
