using System.CommandLine;

namespace Freehold.Server.Commands;

/// <summary><c>freehold keys rotate</c>: a new key signs from the next start on, the older ones go on verifying.</summary>
internal static class KeysCommand
{
    public static Command Create(CommonOptions options)
    {
        var rotate = new Command("rotate", "Adds a key that signs access tokens from the next start on; older keys go on verifying.");
        options.Handle(rotate, async (parsed, settings, ct) =>
        {
            await using var app = Application.Build(settings, serves: false);
            var file = app.Services.GetRequiredService<KeyRing>().Rotate();
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{file} signs access tokens from the next start on.");
            return 0;
        });
        return new Command("keys", "The keys of the deployment.") { rotate };
    }
}
