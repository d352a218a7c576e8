using System.Globalization;
using System.Text.Json;
using Freehold.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.AccountApi;

/// <summary>Disables or enables an account and sets its groups.</summary>
internal static class AccountSwitch
{
    private const int MostGroups = 100;

    public static async Task ChangeAsync(HttpContext http)
    {
        var changed = await TryAsync(http);
        if (changed.Failure is { } failure) await AccountErrors.WriteAsync(http, failure);
        else await AccountJson.WriteAsync(http, StatusCodes.Status200OK, 1, static (json, accepted) =>
        {
            json.WriteNumber("accepted"u8, accepted);
            json.WriteStartArray("refused"u8);
            json.WriteEndArray();
        });
    }

    private static async Task<Result<Done>> TryAsync(HttpContext http)
    {
        if (!long.TryParse((string?)http.Request.RouteValues["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return FailureCode.NotFound;
        var read = await JsonBody.ReadAsync(http.Request, http.RequestAborted);
        if (!read.Is(out var document, out var failure)) return failure;

        using (document)
        {
            var body = document.RootElement;
            if (body.ValueKind != JsonValueKind.Object) return new Failure(FailureCode.Malformed, "body");
            if (!Status(body).Is(out var enabled, out failure) || !Groups(body).Is(out var groups, out failure)) return failure;
            return await http.RequestServices.GetRequiredService<AccountControl>().ChangeAsync(new CustomerId(id), enabled.Value, groups.Value, http.RequestAborted);
        }
    }

    private static Result<Sent<bool?>> Status(JsonElement body)
    {
        if (!body.TryGetProperty("status", out var status)) return new Sent<bool?>(null);
        if (status.ValueKind != JsonValueKind.Number) return new Failure(FailureCode.WrongType, "status");
        return status.TryGetInt32(out var number) && number is 0 or 1 ? new Sent<bool?>(number == 1) : new Failure(FailureCode.OutOfRange, "status");
    }

    private static Result<Sent<List<string>?>> Groups(JsonElement body)
    {
        if (!body.TryGetProperty("groups", out var sent)) return new Sent<List<string>?>(null);
        if (sent.ValueKind != JsonValueKind.Array) return new Failure(FailureCode.WrongType, "groups");
        if (sent.GetArrayLength() > MostGroups) return new Failure(FailureCode.TooMany, "groups");
        var groups = new List<string>();
        foreach (var group in sent.EnumerateArray())
        {
            if (group.ValueKind != JsonValueKind.String) return new Failure(FailureCode.WrongType, "groups");
            if (!PlainText.Parse(group.GetString(), "groups", AdminLines.LongestText).Is(out var id, out var failure)) return failure;
            groups.Add(id);
        }

        return new Sent<List<string>?>(groups);
    }

    /// <summary>A member that may be absent.</summary>
    private sealed record Sent<T>(T Value);
}
