using System.Text;

namespace Freehold.Storage.Tests.Ownership;

/// <summary>T25: whoever reads the database can use nothing of it.</summary>
public sealed class A_dump_of_the_database
{
    [Fact]
    public async Task holds_no_password_link_or_cookie()
    {
        await using var scene = await Scene.StartAsync("sqlite");
        var anna = await scene.RegisterVerifiedAsync("anna@example.com");
        await scene.ChangeEmailAsync(anna, "new@example.com");
        var cookie = (await scene.Get<SignIns>().InBrowserAsync("new@example.com", Scene.Password, Scene.Origin, Scene.Ct)).Value.Cookie;
        var undo = await scene.LinkAsync("anna@example.com", "notice-email-changed");
        var verify = await scene.LinkAsync("new@example.com", "verify-email");

        var dump = await scene.DatabaseFileAsync();

        Assert.NotEqual(-1, dump.AsSpan().IndexOf("new@example.com"u8));
        foreach (var secret in new[] { Scene.Password, undo.Text, verify.Text, cookie.Text, undo.Text.Split('.')[1], cookie.Text.Split('.')[1] })
            Assert.Equal(-1, dump.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)));
    }
}
