using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Synerise;

/// <summary>Call 27: many profiles at once; a broken row is named and stops no other.</summary>
internal static class ClientBatch
{
    private const int MostRows = 10_000;

    public static async Task PutAsync(HttpContext http)
    {
        using var document = await RequestBody.ReadLargeAsync(http);
        if (document is null) return;

        var rows = document.RootElement;
        if (rows.ValueKind != JsonValueKind.Array)
        {
            await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.WrongType, "body"));
            return;
        }

        if (rows.GetArrayLength() > MostRows)
        {
            await SyneriseErrors.WriteAsync(http, new Failure(FailureCode.TooMany, "body"));
            return;
        }

        var refused = new SortedDictionary<int, IReadOnlyList<Failure>>();
        var (good, places) = Read(http, rows, refused);
        foreach (var (row, failure) in await http.RequestServices.GetRequiredService<BusinessProfiles>().PutAllAsync(good, Clients.Origin(http), http.RequestAborted)) refused[places[row]] = [failure];
        await SyneriseJson.WriteAsync(http, StatusCodes.Status202Accepted, (Accepted: rows.GetArrayLength() - refused.Count, refused), Write);
    }

    private static (List<BusinessChange> Good, List<int> Places) Read(HttpContext http, JsonElement rows, SortedDictionary<int, IReadOnlyList<Failure>> refused)
    {
        var good = new List<BusinessChange>();
        var places = new List<int>();
        var index = 0;
        foreach (var row in rows.EnumerateArray())
        {
            using var sent = new Sent(row, null);
            var change = Clients.Read(http, sent, isNew: true);
            if (sent.Failures.Count > 0)
            {
                refused[index] = sent.Failures;
            }
            else
            {
                good.Add(change);
                places.Add(index);
            }

            index++;
        }

        return (good, places);
    }

    private static void Write(Utf8JsonWriter json, (int Accepted, SortedDictionary<int, IReadOnlyList<Failure>> Refused) answer)
    {
        json.WriteStartObject();
        json.WriteNumber("accepted"u8, answer.Accepted);
        json.WriteStartArray("refused"u8);
        foreach (var (index, failures) in answer.Refused)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteStartArray("errors"u8);
            foreach (var failure in failures) SyneriseErrors.Write(json, failure);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
