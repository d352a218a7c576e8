using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Freehold.Testing;

namespace Freehold.Storage.Tests.Storage;

/// <summary>T72's sibling for the database: the real process is killed with SIGKILL under concurrent writes, again and again, on the same folder.</summary>
public sealed class Pulling_the_plug
{
    private const string ProfileKey = "01234abc-1234-5678-9abc-def012345678";
    private const int Customers = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", 20)]
    [InlineData("postgres", 5)]
    public async Task loses_no_change_that_was_acknowledged(string storage, int kills)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["Freehold:PublicUrl"] = "http://localhost:8000", ["Freehold:Passwords:MemoryKib"] = "64", ["Freehold:Storage"] = storage };
        if (storage == "postgres") settings["ConnectionStrings:Freehold"] = await (await PostgresServer.SharedAsync(Ct)).CreateDatabaseAsync(Ct);
        // Under one name, whatever the port: tokens name their issuer.
        var tokens = new string[Customers];
        var acknowledged = new int[Customers];
        var attempted = new int[Customers];

        for (var round = 0; round <= kills; round++)
        {
            await using var server = await FreeholdProcess.StartAsync(folder.Path, Ct, settings);
            if (round == 0)
            {
                for (var i = 0; i < Customers; i++) tokens[i] = await RegisterAsync(server.Client, i);
            }

            for (var i = 0; i < Customers; i++)
            {
                var found = await ReadAsync(server.Client, tokens[i]);
                Assert.True(found >= acknowledged[i], $"After kill {round}: customer {i} was told {acknowledged[i]}, but {found} is stored.");
                Assert.True(found <= attempted[i], $"After kill {round}: customer {i} never sent {found}.");
            }

            if (round == kills) break;
            var writers = Enumerable.Range(0, Customers).Select(i => WriteUntilKilledAsync(server.Client, tokens[i], i, attempted, acknowledged)).ToArray();
            await UntilBusyAsync(acknowledged, round);
            server.Kill();
            await Task.WhenAll(writers);
        }

        Assert.True(acknowledged.Sum() >= kills * Customers);
    }

    private static async Task WriteUntilKilledAsync(HttpClient client, string token, int customer, int[] attempted, int[] acknowledged)
    {
        try
        {
            while (true)
            {
                var number = ++attempted[customer];
                using var request = Request(HttpMethod.Post, "/v4/my-account/personal-information", token);
                request.Content = JsonContent.Create(new { company = $"{number}" });
                using var answer = await client.SendAsync(request, Ct);
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{answer.StatusCode}");
                Volatile.Write(ref acknowledged[customer], number);
            }
        }
        catch (HttpRequestException)
        {
            // The plug was pulled.
        }
    }

    /// <summary>Each round lets a different number of changes through, so that the kill falls into different moments.</summary>
    private static async Task UntilBusyAsync(int[] acknowledged, int round)
    {
        var before = acknowledged.Sum();
        while (acknowledged.Sum() < before + Customers + (round * 3 % 17)) await Task.Delay(1, Ct);
    }

    private static async Task<int> ReadAsync(HttpClient client, string token)
    {
        using var request = Request(HttpMethod.Get, "/v4/my-account/personal-information", token);
        using var answer = await client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var company = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("company").GetString();
        return company is null ? 0 : int.Parse(company, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<string> RegisterAsync(HttpClient client, int number)
    {
        var email = $"crash{number}@example.com";
        var visitor = await TokenAsync(client, "/sauth/v3/auth/login/client/anonymous", new { apiKey = ProfileKey });
        using var register = Request(HttpMethod.Post, "/sauth/clients/registered", visitor);
        register.Content = JsonContent.Create(new { email, password = "correct horse" });
        using var registered = await client.SendAsync(register, Ct);
        Assert.Equal(HttpStatusCode.OK, registered.StatusCode);
        return await TokenAsync(client, "/sauth/v3/auth/login/client", new { apiKey = ProfileKey, identityProvider = "SYNERISE", email, password = "correct horse" });
    }

    private static async Task<string> TokenAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("token").GetString()!;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", token);
        return request;
    }
}
