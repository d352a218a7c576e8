using System.Text.RegularExpressions;

namespace Freehold.Http.Tests.Synerise;

/// <summary>
/// The very requests of published clients, as their public source or public recordings show them: paths, header lines,
/// framing and member names. What each reads of the answers is checked; the clients themselves do not run here.
/// </summary>
public sealed class Serving_published_clients : IAsyncLifetime
{
    private const string Key = Shop.ProfileKey;
    private const string Uuid = "07243772-008a-42e1-ba37-c3807cebde8f";

    private const string Android = """
        api-version: 4.4
        application-id: %C5%BCappka
        user-agent: Synerise Android SDK 5.9.0 pl.example.shop
        accept: application/json
        mobile-info: android;28;A600FNXXS5BTB2;9;SM-A600FN;samsung;5.9.0
        content-type: application/json; charset=UTF-8
        accept-encoding: gzip
        """;

    private const string PhpSdk = """
        User-Agent: synerise-php-sdk
        Api-Version: 4.4
        Accept: application/json
        Content-Type: application/json
        """;

    private const string Generated = """
        User-Agent: synerise-integration
        Accept: application/json
        Content-Type: application/json
        Api-Version: 4.4
        """;

    private TestServer server = null!;
    private Wire wire = null!;
    private Shop shop = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        wire = new Wire(server.Url);
        shop = new Shop(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task the_Android_app_registers_signs_in_and_keeps_its_account()
    {
        var time = await wire.SendAsync("GET /v4/server/time", Android);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)time.Json["serverTime"]!);

        var visitor = await wire.SendAsync("POST /sauth/v3/auth/login/client/anonymous", Android, $$"""{"apiKey":"{{Key}}","uuid":"{{Uuid}}","deviceId":"0432b18513e325a5"}""");
        Assert.Equal((200, "ANONYMOUS", "anonymous_client"), (visitor.Status, (string)visitor.Json["origin"]!, (string)visitor.Json["realm"]!));
        Assert.True((long)visitor.Json["created"]! > (long)visitor.Json["expiration"]!, "Milliseconds beside seconds.");

        var registered = await wire.SendAsync("POST /v4/clients/registered", With(Android, visitor.Token), $$$"""{"email":"anna@example.com","password":"{{{Shop.Password}}}","uuid":"{{{Uuid}}}","agreements":{"bluetooth":false,"email":true,"push":true,"rfid":false,"sms":true,"wifi":false},"attributes":{}}""");
        Assert.Equal((200, ""), (registered.Status, registered.Body));

        var signedIn = await wire.SendAsync("POST /sauth/v3/auth/login/client", Android, $$"""{"apiKey":"{{Key}}","identityProvider":"SYNERISE","email":"anna@example.com","password":"{{Shop.Password}}","uuid":"{{Uuid}}","deviceId":"0432b18513e325a5"}""");
        var token = signedIn.Token;
        Assert.Equal("client", (string)signedIn.Json["realm"]!);

        var account = await wire.SendAsync("GET /v4/my-account/personal-information", With(Android, token));
        Assert.Equal((200, "anna@example.com", Uuid), (account.Status, (string)account.Json["email"]!, (string)account.Json["uuid"]!));
        Assert.True((long)account.Json["clientId"]! > 0);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT", (string)account.Json["lastActivityDate"]!);

        Assert.Equal(200, (await wire.SendAsync("POST /v4/my-account/personal-information", With(Android, token), """{"firstName":"Zoë","sex":"FEMALE","agreements":{"sms":false}}""")).Status);
        Assert.Equal(200, (await wire.SendAsync("POST /v4/my-account/phone-update/request", With(Android, token), """{"phone":"+48555015332"}""")).Status);
        Assert.Equal(200, (await wire.SendAsync("POST /v4/my-account/phone-update/confirmation", With(Android, token), $$"""{"confirmationCode":"{{await shop.CodeAsync("+48555015332")}}","deviceId":"0432b18513e325a5","phone":"+48555015332"}""")).Status);
        Assert.Equal(200, (await wire.SendAsync("POST /v4/my-account/email-change/request", With(Android, token), $$"""{"deviceId":"0432b18513e325a5","email":"zoe@example.com","password":"{{Shop.Password}}","uuid":"{{Uuid}}"}""")).Status);
        Assert.Equal(200, (await wire.SendAsync("POST /v4/my-account/email-change/confirmation", With(Android, token), $$"""{"newsletterAgreement":true,"token":"{{await shop.CodeAsync("+48555015332")}}"}""")).Status);
        Assert.Equal(200, (await wire.SendAsync("POST /v4/my-account/change-password", With(Android, token), $$"""{"deviceId":"0432b18513e325a5","oldPassword":"{{Shop.Password}}","password":"battery staple"}""")).Status);

        var refreshed = await wire.SendAsync("POST /sauth/v3/auth/refresh/client", With(Android, token), $$"""{"apiKey":"{{Key}}"}""");
        Assert.Equal(200, refreshed.Status);
        Assert.Equal((200, ""), await wire.SendAsync("POST /v4/my-account/delete", With(Android, refreshed.Token), """{"password":"battery staple"}""") is var gone ? (gone.Status, gone.Body) : default);
        Assert.Equal(401, (await wire.SendAsync("GET /v4/my-account/personal-information", With(Android, refreshed.Token))).Status);
    }

    [Fact]
    public async Task the_Android_app_sends_what_it_gathered_and_reads_errors()
    {
        var visitor = await wire.SendAsync("POST /sauth/v3/auth/login/client/anonymous", Android, $$"""{"apiKey":"{{Key}}","uuid":"{{Uuid}}","deviceID":"0432b18513e325a5"}""");

        var sent = await wire.SendAsync("POST /v4/events/batch", With(Android, visitor.Token), $$$"""
            [{"time":"2039-01-01T10:00:00.123Z","type":"visited-screen","label":"More","client":{"uuid":"{{{Uuid}}}"},"params":{"os":"Android","screenName":"More"}},
             {"time":"2039-01-01T10:00:01.123Z","type":"custom","action":"form.submit","label":"Consents","client":{"uuid":"{{{Uuid}}}"},"params":{"formType":"consents"}},
             {"time":"2039-01-01T10:00:02.123Z","type":"something-new","label":"New","client":{"uuid":"{{{Uuid}}}"},"params":{}}]
            """);
        var refused = await wire.SendAsync("POST /v4/events/batch", With(Android, visitor.Token), """[{"type":"custom","label":"x"},7]""");

        Assert.Equal((202, ""), (sent.Status, sent.Body));
        Assert.Equal(["[0].action", "[1]"], refused.Json["errors"]!.AsArray().Select(error => (string)error!["field"]!));
        var all = await shop.GetAsync("/v4/events/all", await shop.BusinessTokenAsync());
        Assert.Equal(["client.visitedScreen", "form.submit", "something-new"], all.Json.AsArray().Select(happened => (string)happened!["action"]!).Where(action => action != "client.add").Order());
        Assert.All(all.Json.AsArray(), happened => Assert.Equal(Uuid, (string?)happened!["client"]!["uuid"]));
        Assert.Equal((400, "Bad Request"), ((int)refused.Json["status"]!, (string)refused.Json["error"]!));
        Assert.NotEmpty((string)refused.Json["message"]!);
        Assert.NotEmpty((string)refused.Json["errorCode"]!);
    }

    [Fact]
    public async Task an_app_that_leaves_the_scheme_of_its_token_out_is_understood()
    {
        var anna = await shop.CustomerAsync();

        Assert.Equal(200, (await wire.SendAsync("GET /v4/my-account/personal-information", Android + $"\nauthorization: {anna.Token}")).Status);
        Assert.Equal(401, (await wire.SendAsync("GET /v4/my-account/personal-information", Android + $"\nauthorization: {anna.Token}x")).Status);
        Assert.Equal(401, (await wire.SendAsync("GET /v4/my-account/personal-information", Android + $"\nauthorization: Token {anna.Token}")).Status);
    }

    [Fact]
    public async Task the_PHP_client_works_in_chunks_and_comes_again_after_a_401()
    {
        var key = await wire.SendAsync("POST /uauth/v2/auth/login/profile", PhpSdk, $$"""{"apiKey":"{{Shop.BusinessKey}}"}""", chunked: true);
        Assert.Equal(200, key.Status);

        var stale = await wire.SendAsync("POST /v4/clients/batch", With(PhpSdk, "stale"), """[{"email":"nora@example.com"}]""", chunked: true);
        var batch = await wire.SendAsync("POST /v4/clients/batch", With(PhpSdk, key.Token), """[{"email":"nora@example.com","firstName":"Nora","agreements":{"email":true},"tags":["vip"]}]""", chunked: true);
        Assert.Equal((401, 202), (stale.Status, batch.Status));

        var found = await wire.SendAsync("GET /v4/clients/by-email/nora%40example.com", With(PhpSdk, key.Token));
        Assert.Equal(("Nora", "NOT_SPECIFIED", false), ((string)found.Json["firstName"]!, (string)found.Json["sex"]!, (bool)found.Json["anonymous"]!));
        Assert.Equal(202, (await wire.SendAsync("POST /v4/events/batch", With(PhpSdk, key.Token), """[{"type":"added-to-cart","label":"Cart","client":{"email":"nora@example.com"},"time":"2039-01-01T10:00:00Z","params":{"sku":"S-1"}}]""", chunked: true)).Status);
        var events = await wire.SendAsync($"GET /v4/events/by-client/{(long)found.Json["clientId"]!}?action=product.addToCart&time%5Bfrom%5D=2038-01-01T00%3A00%3A00Z&limit=5", With(PhpSdk, key.Token));
        Assert.Equal("product.addToCart", (string)Assert.Single(events.Json.AsArray())!["action"]!);
        Assert.Equal(200, (await wire.SendAsync($"POST /v4/clients/{(long)found.Json["clientId"]!}", With(PhpSdk, key.Token), """{"lastName":"Lund"}""", chunked: true)).Status);
        Assert.Equal(200, (await wire.SendAsync($"DELETE /v4/clients/{(long)found.Json["clientId"]!}", With(PhpSdk, key.Token))).Status);
        Assert.Equal(404, (await wire.SendAsync("GET /v4/clients/by-email/nora%40example.com", With(PhpSdk, key.Token))).Status);
    }

    [Fact]
    public async Task the_generated_clients_of_the_shop_plugins_list_profiles_and_sign_customers_in()
    {
        await shop.CustomerAsync(email: "anna@example.com");

        var page = await wire.SendAsync("GET /v4/clients?sortBy=email&sortOrder=ASC&pageIndex=1&pageSize=10&filters%5Banonymous%5D=0", Generated + $"\nAuthorization: {Shop.Basic}");
        var conditional = await wire.SendAsync("POST /sauth/v2/auth/login/client/conditional", Generated + "\nAuthorization: Bearer ", $$"""{"identityProvider":"SYNERISE","email":"anna@example.com","password":"{{Shop.Password}}","apiKey":"{{Key}}"}""");
        var login = await wire.SendAsync("POST /sauth/v2/auth/login/client", "User-Agent: synerise-integration\nAccept: */*\nContent-Type: application/json", $$"""{"identityProvider":"SYNERISE","email":"anna@example.com","password":"wrong","apiKey":"{{Key}}"}""");
        var noBody = await wire.SendAsync("POST /v4/events/logged-in", With(Generated, conditional.Token), "");

        Assert.Equal("anna@example.com", (string)Assert.Single(page.Json.AsArray())!["email"]!);
        Assert.Equal("SUCCESS", (string)conditional.Json["status"]!);
        Assert.Equal((401, 401), (login.Status, (int)login.Json["status"]!));
        Assert.Equal(202, noBody.Status);
    }

    [Fact]
    public async Task the_shop_plugins_send_what_PHP_makes_of_their_customers()
    {
        // Maps without members come as lists, truth as 0 and 1, numbers of customers as numbers.
        var token = await shop.BusinessTokenAsync();
        var rows = await wire.SendAsync("POST /v4/clients/batch", With(Generated, token), """
            [{"uuid":"07243772-008a-42e1-ba37-c3807cebde8f","email":"nora@example.com","firstname":"Nora","zip_code":"00-001","agreements":[]},
             {"custom_id":7,"customId":7,"email":"olaf@example.com","attributes":[],"agreements":{"email":0,"sms":null}},
             {"email":"pia@example.com","agreements":[true]},{"email":"quin@example.com","customId":7.5}]
            """);
        var one = await wire.SendAsync("POST /v4/clients", With(Generated, token), """{"email":"rosa@example.com","agreements":[],"attributes":[]}""");
        var loggedIn = await wire.SendAsync("POST /v4/events/logged-in", With(Generated, token), """{"time":"2039-01-01T10:00:00.000Z","label":"Customer login","client":{"customId":7,"email":"olaf@example.com"},"params":[]}""");
        var olaf = await wire.SendAsync("GET /v4/clients/by-customid/7", With(Generated, token));

        Assert.Equal((202, 2L), (rows.Status, (long)rows.Json["accepted"]!));
        Assert.Equal(["agreements", "customId"], rows.Json["refused"]!.AsArray().Select(row => (string)row!["errors"]![0]!["field"]!));
        Assert.Equal((202, 202), (one.Status, loggedIn.Status));
        Assert.Equal(("olaf@example.com", "7", false), ((string)olaf.Json["email"]!, (string)olaf.Json["customId"]!, (bool)olaf.Json["agreements"]!["email"]!));
    }

    [Fact]
    public async Task the_documented_curl_commands_work_as_they_are_printed()
    {
        var anna = await shop.CustomerAsync();
        const string curl = "User-Agent: curl/8.5.0\nAccept: */*";

        var read = await wire.SendAsync("GET /v4/my-account/personal-information", $"User-Agent: curl/8.5.0\nAccept: application/json\nContent-Type: application/json\nApi-Version: 4.4\nAuthorization: Bearer {anna.Token}");
        var phone = await wire.SendAsync("POST /v4/my-account/phone-update/request", $"{curl}\nauthorization: Bearer {anna.Token}\nContent-Type: application/x-www-form-urlencoded", """
            {
                     "phone":"555015332"
                   }
            """);

        Assert.Equal((200, 200), (read.Status, phone.Status));
        Assert.DoesNotMatch(new Regex("(?i)^Server:", RegexOptions.Multiline), read.Head);
    }

    private static string With(string headers, string token) => $"{headers}\nAuthorization: Bearer {token}";
}
