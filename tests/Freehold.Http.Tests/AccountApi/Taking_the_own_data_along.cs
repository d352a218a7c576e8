using System.Text.Json;
using System.Text.Json.Nodes;
using Freehold.Http.Tests.Synerise;
using Freehold.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Freehold.Http.Tests.AccountApi;

public sealed class Taking_the_own_data_along
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task gives_one_document_with_every_proof_and_no_secret()
    {
        await using var server = await TestServer.StartAsync();
        var anna = await new Shop(server).CustomerAsync(""" "agreements":{"email":true},"firstName":"Anna","attributes":{"loyalty":7} """);
        await anna.UpdateAsync("""{"agreements":{"email":false}}""");

        var answer = await anna.GetAsync("/account/v1/export");

        Assert.Equal((200, "application/json", "no-store"), (answer.Status, answer.Response.Content.Headers.ContentType!.ToString(), answer.Response.Headers.CacheControl!.ToString()));
        Assert.Equal("account.json", answer.Response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal((anna.Email, "Anna", 7), (answer.Json["email"]!.GetValue<string>(), answer.Json["firstName"]!.GetValue<string>(), answer.Json["attributes"]!["loyalty"]!.GetValue<int>()));
        Assert.Equal([false, true], answer.Json["agreementRecords"]!.AsArray().Select(record => record!["granted"]!.GetValue<bool>()).Order());
        Assert.Contains("client.login", answer.Json["events"]!.AsArray().Select(happened => happened!["action"]!.GetValue<string>()));
        Assert.DoesNotContain("$argon2", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task needs_a_sign_in_of_the_last_five_minutes_of_the_customer_alone()
    {
        await using var server = await TestServer.StartAsync();
        var shop = new Shop(server);
        var anna = await shop.CustomerAsync();

        server.Clock.Advance(TimeSpan.FromMinutes(6));
        var late = await anna.GetAsync("/account/v1/export");

        Assert.Equal((403, "step_up_required"), (late.Status, late.Json["code"]!.GetValue<string>()));
        Assert.Equal(401, (await shop.GetAsync("/account/v1/export", null)).Status);
        Assert.Equal(403, (await shop.GetAsync("/account/v1/export", await shop.AnonymousTokenAsync())).Status);
        Assert.Equal(403, (await shop.GetAsync("/account/v1/export", await shop.BusinessTokenAsync())).Status);
    }

    // T13
    [Theory]
    [InlineData("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
    [InlineData("password", "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA")]
    [InlineData("pässword", "$pbkdf2-sha512$i=210000$MDEyMzQ1Njc4OWFiY2RlZg$r0Vxf4iGRdlIHDsY9hVWlWTUBP+ZLRud2G7BQtr50vg")]
    [InlineData("pässword", "$pbkdf2-sha256$210000$MDEyMzQ1Njc4OWFiY2RlZg$KbERinOQgbLRYpPJ3w128m5/95RBf+RJep62xHoVyZM")]
    [InlineData("correct horse", "AQAAAAIAAYagAAAAEDAxMjM0NTY3ODlhYmNkZWYL504WkqoV4jNQA1TdldmQ8M9M+JM4baiy4qI0pStIVQ==")]
    [InlineData("pleaseletmein", "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofLVQylVYT8Pz2LUlwUkKpr55h6F3A1lHkDfzwF7RVdYhw")]
    [InlineData("pleaseletmein", "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D")]
    [InlineData("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
    [InlineData("U*U*", "$2b$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK")]
    public async Task began_with_a_password_of_another_system_which_signs_in_and_is_hashed_anew(string password, string stored)
    {
        await using var server = await TestServer.StartAsync(settings: new Dictionary<string, string?> { ["Freehold:Passwords:MemoryKib"] = "19456", ["Freehold:Passwords:Iterations"] = "2" });
        var shop = new Shop(server);
        using var line = JsonDocument.Parse(new JsonObject { ["email"] = "anna@example.com", ["passwordHash"] = stored }.ToJsonString());
        await server.Services.GetRequiredService<AccountImports>().TakeAsync([server.Services.GetRequiredService<ImportLine>().Read(line.RootElement).Value], Ct);

        Assert.Equal(401, (await shop.SignInAsync("anna@example.com", password + "x")).Status);
        Assert.Equal(200, (await shop.SignInAsync("anna@example.com", password)).Status);

        // Packed: 19,456 KiB, two iterations, one lane.
        var rehashed = await server.Services.GetRequiredService<Database>().ReadAsync(session => session.FirstAsync($"SELECT hash FROM password", row => row.Bytes(0), Ct), Ct);
        Assert.Equal([1, 0, 76, 0, 2, 1], rehashed![..6]);
        Assert.Equal(200, (await shop.SignInAsync("anna@example.com", password)).Status);
    }
}
