using System.Globalization;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 27: single profiles on the business side.</summary>
internal static class Clients
{
    /// <summary>Makes a profile, or updates the one that the identifiers find.</summary>
    public static async Task CreateAsync(HttpContext http)
    {
        using var document = await RequestBody.ReadLargeAsync(http);
        if (document is null) return;

        using var sent = new Sent(document.RootElement, null);
        var change = Read(http, sent, isNew: true);
        if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Profiles(http).PutAsync(change, Origin(http), http.RequestAborted), status: StatusCodes.Status202Accepted);
    }

    public static async Task ReadAsync(HttpContext http, Func<HttpContext, Result<ProfileKey>> named)
    {
        if (!named(http).Is(out var key, out var failure)) await SyneriseErrors.WriteAsync(http, failure);
        else if (await http.RequestServices.GetRequiredService<ProfileDirectory>().FindAsync(key, http.RequestAborted) is { } account) await SyneriseJson.WriteAsync(http, StatusCodes.Status200OK, account, ProfileBody.Write);
        else await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.NotFound));
    }

    public static async Task UpdateAsync(HttpContext http, Func<HttpContext, Result<ProfileKey>> named)
    {
        using var document = await RequestBody.ReadLargeAsync(http);
        if (document is null) return;

        using var sent = new Sent(document.RootElement, null);
        var change = Read(http, sent, isNew: false);
        if (!named(http).Is(out var key, out var failure)) await SyneriseErrors.WriteAsync(http, failure);
        else if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Profiles(http).UpdateAsync(key, change, Origin(http), http.RequestAborted));
    }

    public static async Task DeleteAsync(HttpContext http, Func<HttpContext, Result<ProfileKey>> named)
    {
        if (!named(http).Is(out var key, out var failure)) await SyneriseErrors.WriteAsync(http, failure);
        else await SyneriseErrors.AnswerAsync(http, await Profiles(http).DeleteAsync(key, http.RequestAborted));
    }

    /// <summary>Call 29: both actions end every session; what the second drops on the device is the device's.</summary>
    public static async Task SignOutAsync(HttpContext http)
    {
        using var sent = await RequestBody.ReadAsync(http);
        if (sent is null) return;

        var action = sent.Needed("action");
        if (action is not (null or "LOGOUT" or "LOGOUT_WITH_SESSION_CLEARING")) sent.Failures.Add(new Failure(FailureCode.OutOfRange, "action") { Rejected = action });
        if (!ById(http).Is(out var key, out var failure)) await SyneriseErrors.WriteAsync(http, failure);
        else if (sent.Failures.Count > 0) await SyneriseErrors.WriteAsync(http, sent.Failures);
        else await SyneriseErrors.AnswerAsync(http, await Profiles(http).SignOutAsync(key, http.RequestAborted));
    }

    public static Result<ProfileKey> ById(HttpContext http) =>
        long.TryParse(Value(http, "clientId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? new ProfileKey.Id(new CustomerId(id)) : FailureCode.NotFound;

    // What is no identifier at all cannot be anybody's.
    public static Result<ProfileKey> ByEmail(HttpContext http) => EmailAddress.Parse(Value(http), "email").Is(out var email, out _) ? new ProfileKey.Email(email) : FailureCode.NotFound;

    public static Result<ProfileKey> ByCustomId(HttpContext http) => IdentifierText.Parse(Value(http), "customId").Is(out var customId, out _) ? new ProfileKey.CustomId(customId) : FailureCode.NotFound;

    public static Result<ProfileKey> ByUuid(HttpContext http) => IdentifierText.Parse(Value(http), "uuid").Is(out var uuid, out _) ? new ProfileKey.Uuid(uuid) : FailureCode.NotFound;

    public static Result<ProfileKey> ByPhone(HttpContext http) =>
        Phone.Parse(Value(http), "phone", http.RequestServices.GetRequiredService<FreeholdOptions>().DefaultPhoneCountry).Is(out var phone, out _) ? new ProfileKey.Phone(phone) : FailureCode.NotFound;

    /// <summary>What a body says of a profile; a new one needs an identifier.</summary>
    public static BusinessChange Read(HttpContext http, Sent sent, bool isNew)
    {
        if (sent.Root.ValueKind != System.Text.Json.JsonValueKind.Object) sent.Failures.Add(new Failure(FailureCode.WrongType, "body"));
        var today = http.RequestServices.GetRequiredService<TimeProvider>().Today();
        var change = SentProfile.ForBusiness(sent, today, http.RequestServices.GetRequiredService<FreeholdOptions>().DefaultPhoneCountry);
        var isNamed = change.Email.Value is not null || change.CustomId.Value is not null || change.Phone.Value is not null || change.Uuid.Value is not null;
        if (isNew && !isNamed && sent.Failures.Count == 0) sent.Failures.Add(new Failure(FailureCode.Required, "email"));
        return change;
    }

    public static Origin Origin(HttpContext http) => ClientOrigin.Of(http, "synerise/v4/clients");

    private static BusinessProfiles Profiles(HttpContext http) => http.RequestServices.GetRequiredService<BusinessProfiles>();

    /// <summary>The last part of the path. The framework leaves an encoded slash in it as it came, where nothing tells it from a text that says "%2F": it is then taken from the request line.</summary>
    private static string? Value(HttpContext http, string name = "value")
    {
        var value = http.Request.RouteValues[name] as string;
        if (value?.Contains("%2F", StringComparison.OrdinalIgnoreCase) != true) return value;
        var path = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2)[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }
}
