using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 5: a visitor makes an account.</summary>
internal static class ClientRegistration
{
    /// <summary>20 per hour and client address; conflicts count, so that addresses cannot be tried out.</summary>
    public static readonly Limit PerAddress = new(20, TimeSpan.FromHours(1));

    /// <summary>What that is counted by, whichever call makes the account; the name of this one.</summary>
    public const string Counter = "synerise/registered";

    public static async Task RegisterAsync(HttpContext http, AccessToken? token)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var settings = await http.RequestServices.GetRequiredService<Workspace>().SettingsAsync(http.RequestAborted);
        var wanted = Read(http, sent, token, settings);
        if (wanted is null)
        {
            await SyneriseErrors.WriteAsync(http, sent.Failures);
            return;
        }

        var made = await http.RequestServices.GetRequiredService<Registrations>().RegisterAsync(wanted, ClientOrigin.Of(http, Counter), http.RequestAborted);
        await SyneriseErrors.AnswerAsync(http, made);
    }

    /// <summary>The account that is asked for; null when anything is wrong with it, all of which is then among the failures.</summary>
    private static NewAccount? Read(HttpContext http, Sent sent, AccessToken? token, WorkspaceSettings settings)
    {
        var isVisitor = token?.Realm == TokenRealm.Anonymous;
        var options = http.RequestServices.GetRequiredService<FreeholdOptions>();
        var email = sent.NeededAs("email", EmailAddress.Parse);
        var password = sent.Needed("password");
        var device = Activation.SentDevice(sent, token);
        var customId = sent.Parsed("customId", IdentifierText.Parse);
        if (customId is not null && isVisitor && !settings.AllowOverwriteCustomIdentify) sent.Failures.Add(new Failure(FailureCode.ReadOnly, "customId") { Rejected = customId });
        var phone = sent.Parsed("phone", (text, field) => Phone.Parse(text, field, options.DefaultPhoneCountry));
        var profile = SentProfile.ForRegistration(sent, http.RequestServices.GetRequiredService<TimeProvider>().Today());
        var tags = isVisitor ? null : SentProfile.Tags(sent).Value;

        if (sent.Failures.Count > 0)
        {
            // The operation, which checks the password, is not reached; one answer names every bad field all the same.
            if (password is not null && http.RequestServices.GetRequiredService<PasswordPolicy>().Check(password, new PasswordContext { Email = email?.Text }) is { } refused) sent.Failures.Add(refused);
            return null;
        }

        return new NewAccount
        {
            Email = email!,
            Password = password,
            Uuid = sent.Text("uuid") is null ? null : device.Uuid,
            Device = device,
            CustomId = customId,
            Phone = phone,
            Profile = profile,
            Tags = tags,
            CreationLimit = ClientOrigin.IsSpared(http) ? null : PerAddress,
            CreationCounter = Counter,
        };
    }
}
