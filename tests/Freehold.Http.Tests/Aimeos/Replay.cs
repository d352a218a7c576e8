using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Freehold.Http;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.Aimeos;

/// <summary>One recorded request with the answer that a real Aimeos 2020.10 gave, where it was kept.</summary>
internal sealed record Recording(int Seq, string Name, string? Customer, string? ClientAddress, string Method, string Target, string? Body, int? Status, JsonNode? Json);

/// <summary>Sends the recorded requests, in the recorded order, to our server: cookies, tokens and ids are ours and are put in the place of the recorded ones.</summary>
internal sealed partial class Replay : IAsyncDisposable
{
    private readonly TestServer server;
    private readonly Dictionary<string, CustomerId> customers = [];
    private readonly Dictionary<string, CookieSession> sessions = [];
    private readonly Dictionary<string, string> recordedById = [];
    private readonly Dictionary<(string Kind, string Recorded), string> idByRecorded = [];
    private CustomerId lastMade;

    private Replay(TestServer server) => this.server = server;

    public static IReadOnlyList<Recording> Recordings { get; } = Load();

    public static async Task<Replay> StartAsync()
    {
        var server = await TestServer.StartAsync(settings: new Dictionary<string, string?>
        {
            ["Freehold:PublicUrl"] = "http://localhost:8000",
            ["Freehold:TrustedProxies"] = "127.0.0.1",
        });
        var replay = new Replay(server);
        await replay.PeopleAsync();
        return replay;
    }

    /// <summary>The answer of our server, with the recorded ids.</summary>
    public async Task<(int Status, JsonNode? Json)> SendAsync(Recording recording)
    {
        var cookie = recording.Customer is { } id ? await SessionAsync(id) : (CookieSession?)null;
        using var request = new HttpRequestMessage(new HttpMethod(recording.Method), Translate(recording.Target));
        if (recording.Body is not null) request.Content = new StringContent(TranslateBody(recording), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("X-Forwarded-For", recording.ClientAddress ?? "10.1.1.1");
        var visitor = "AAAAAAAAAAAAAAAAAAAAAA";
        request.Headers.Add("Cookie", cookie is { } session ? $"freehold={session.Text}" : $"freehold-visitor={visitor}");
        request.Headers.Add("X-CSRF-TOKEN", CsrfTokens.For(server.Services.GetRequiredService<Secrets>(), cookie?.SessionId() ?? visitor));

        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = text.Length == 0 ? null : JsonNode.Parse(text);
        if (recording is { Method: "POST", Target: var target } && !target.Contains("related=", StringComparison.Ordinal) && (int)response.StatusCode == 201)
            lastMade = new CustomerId(long.Parse((string)json!["data"]!["id"]!, System.Globalization.CultureInfo.InvariantCulture));
        if (json?["meta"]?["csrf"] is { } csrf)
        {
            Assert.Matches("^[A-Za-z0-9_-]{43}$", (string)csrf["value"]!);
            csrf["value"] = "TOKEN";
        }

        if (recording.Json is not null && json is not null) Bind(recording.Json, json);
        return ((int)response.StatusCode, json is null ? null : JsonNode.Parse(OurId().Replace(json.ToJsonString(), match => recordedById.GetValueOrDefault(match.Value, match.Value))));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [GeneratedRegex("[0-9]{13,}")]
    private static partial Regex OurId();

    [GeneratedRegex("(?<=relatedid=)[0-9]+")]
    private static partial Regex RelatedId();

    [GeneratedRegex("(?<=[?&]id=)[0-9]+")]
    private static partial Regex Id();

    [GeneratedRegex("(?<=\"id\": \")[0-9]+")]
    private static partial Regex BodyId();

    /// <summary>The articles of the recorded shop.</summary>
    private static readonly Product[] Catalogue = [new("1", "demo-article", "Demo article", 1), new("2", "demo-selection", "Demo selection", 1), new("3", "other", "Other article", 1)];

    /// <summary>The people whom the recording starts with: 2 is the sample person in a group, 1 another customer, 3 a disabled one.</summary>
    private async Task PeopleAsync()
    {
        var sample = Recordings.First(recording => recording.Name == "get-id-own").Json!["data"]!["attributes"]!.AsObject();
        var attributes = string.Join(',', sample.Where(one => one.Value is not null).Select(one => $"\"{one.Key}\":{one.Value!.ToJsonString()}"));
        await MakeAsync("1", "\"customer.email\":\"other@example.com\"");
        await MakeAsync("2", attributes);
        await MakeAsync("3", "\"customer.email\":\"disabled@example.com\"");
        await server.Services.GetRequiredService<Groups>().PutAsync([new Group("1", "admin", "Administrator"), new Group("2", "editor", "Editor")], CancellationToken.None);
        await server.Services.GetRequiredService<Products>().PutAsync(Catalogue, CancellationToken.None);
        var control = server.Services.GetRequiredService<AccountControl>();
        await control.ChangeAsync(customers["2"], null, ["1"], CancellationToken.None);
        var listId = await server.Services.GetRequiredService<Database>().ReadAsync(
            work => work.FirstAsync($"SELECT list_id FROM membership WHERE customer_id = {customers["2"]}", row => row.Long(0).ToString(System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None),
            CancellationToken.None);
        idByRecorded[("customer/lists", "1")] = listId!;
        recordedById[listId!] = "1";
        await control.ChangeAsync(customers["3"], false, null, CancellationToken.None);
    }

    private async Task MakeAsync(string recorded, string attributes)
    {
        using var shop = new Shop(server);
        await shop.OptionsAsync("/jsonapi");
        var made = await shop.PostAsync(Shop.Data(attributes));
        Assert.Equal(201, made.Status);
        BindCustomer(recorded, (string)made.Json!["data"]!["id"]!);
    }

    private void BindCustomer(string recorded, string ours)
    {
        customers[recorded] = new CustomerId(long.Parse(ours, System.Globalization.CultureInfo.InvariantCulture));
        recordedById[ours] = recorded;
        idByRecorded[("customer", recorded)] = ours;
    }

    /// <summary>A session of whoever the recording says was signed in, as if begun just now.</summary>
    private async Task<CookieSession> SessionAsync(string recorded)
    {
        if (sessions.TryGetValue(recorded, out var known)) return known;
        if (!customers.ContainsKey(recorded) && recorded != "9999") BindCustomer(recorded, lastMade.ToString());
        var customer = customers.GetValueOrDefault(recorded, new CustomerId(1));
        var session = CookieSession.For(customer);
        var now = server.Clock.GetUtcNow();
        await server.Services.GetRequiredService<Database>().WriteAsync(
            work => work.ExecuteAsync(
                $"""
                INSERT INTO session (customer_id, session_id, epoch, method, created_at, proved_at, seen_at, expires_at, ends_at)
                VALUES ({customer}, {session.SessionId()}, 1, 'TEST', {now}, {now}, {now}, {now.AddDays(1)}, {now.AddDays(1)})
                """,
                CancellationToken.None),
            CancellationToken.None);
        return sessions[recorded] = session;
    }

    private string Translate(string target)
    {
        var kind = Kind(target);
        target = target.Replace("&_token=TOKEN", "", StringComparison.Ordinal).Replace("_token=TOKEN", "", StringComparison.Ordinal);
        target = RelatedId().Replace(target, match => Ours(kind, match.Value));
        return Id().Replace(target, match => Ours("customer", match.Value));
    }

    private string TranslateBody(Recording recording) =>
        recording.Method == "DELETE" ? BodyId().Replace(recording.Body!, match => Ours(Kind(recording.Target), match.Value)) : recording.Body!;

    private string Ours(string kind, string recorded) => idByRecorded.GetValueOrDefault((kind, recorded), recorded);

    private static string Kind(string target) =>
        target.Contains("related=address", StringComparison.Ordinal) ? "customer/address"
        : target.Contains("related=property", StringComparison.Ordinal) ? "customer/property"
        : target.Contains("related=relationships", StringComparison.Ordinal) ? "customer/lists" : "customer";

    /// <summary>Wherever the recording has an id and we have one of ours in the same place, they name the same thing from then on.</summary>
    private void Bind(JsonNode? recorded, JsonNode? ours)
    {
        if (recorded is JsonArray list && ours is JsonArray ourList)
        {
            for (var i = 0; i < Math.Min(list.Count, ourList.Count); i++) Bind(list[i], ourList[i]);
        }
        else if (recorded is JsonObject one && ours is JsonObject other)
        {
            if (one["type"] is { } type && one["id"] is { } id && other["id"] is { } ourId && OurId().IsMatch((string)ourId!) && recordedById.TryAdd((string)ourId!, (string)id!))
            {
                idByRecorded[((string)type!, (string)id!)] = (string)ourId!;
                if ((string)type! == "customer") customers[(string)id!] = new CustomerId(long.Parse((string)ourId!, System.Globalization.CultureInfo.InvariantCulture));
            }

            if (one["customer.lists.id"] is { } listId && other["customer.lists.id"] is { } ourListId && recordedById.TryAdd((string)ourListId!, (string)listId!))
                idByRecorded[("customer/lists", (string)listId!)] = (string)ourListId!;
            foreach (var (name, value) in one) Bind(value, other[name]);
        }
    }

    private static List<Recording> Load()
    {
        var recordings = new List<Recording>();
        foreach (var one in JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Aimeos", "recordings.json")))!.AsArray())
        {
            var request = one!["request"]!;
            recordings.Add(new Recording(
                (int)one["seq"]!,
                (string)one["name"]!,
                (string?)one["peer"]!["authenticated_customer_id"],
                (string?)one["peer"]!["client_ip"],
                (string)request["method"]!,
                (string)request["target"]!,
                (string?)request["body"],
                (int?)one["response"]?["status"],
                one["response"]?["json"]));
        }

        return recordings;
    }
}
