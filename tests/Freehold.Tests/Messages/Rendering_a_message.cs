namespace Freehold.Tests.Messages;

public sealed class Rendering_a_message
{
    private static readonly Dictionary<string, string> Everything = new()
    {
        ["link"] = "https://shop.example/link/abc?x=1&y=2",
        ["token"] = "987654",
        ["code"] = "123456",
        ["old"] = "old@example.com",
        ["new"] = "new@example.com",
    };

    public static TheoryData<string, string> Texts()
    {
        var texts = new TheoryData<string, string>();
        foreach (var template in MessageTemplate.All)
            foreach (var language in MessageTemplates.Languages) texts.Add(template, language);
        return texts;
    }

    [Theory, MemberData(nameof(Texts))]
    public void says_something_in_every_language_on_every_channel(string template, string language)
    {
        var mail = Render(template, Everything, language);
        var sms = Render(template, Everything, language, MessageChannel.Sms);

        Assert.DoesNotContain("{{", mail.Subject + mail.Text + mail.Html + sms.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Subject! + sms.Text);
        Assert.Contains($"<html lang=\"{language}\">", mail.Html!, StringComparison.Ordinal);
        Assert.Contains("Freehold", mail.Text, StringComparison.Ordinal);
        Assert.Null(sms.Subject);
        Assert.Null(sms.Html);
        if (mail.Text.Contains(Everything["link"], StringComparison.Ordinal))
            Assert.Contains("<a href=\"https://shop.example/link/abc?x=1&amp;y=2\">", mail.Html!, StringComparison.Ordinal);
    }

    [Fact]
    public void differs_between_languages()
    {
        foreach (var template in MessageTemplate.All)
            Assert.Equal(3, MessageTemplates.Languages.Select(language => Render(template, Everything, language).Text).Distinct().Count());
    }

    [Theory]
    [InlineData("de_AT", "en", "de")]
    [InlineData("pl", "en", "pl")]
    [InlineData("fr", "de", "de")]
    [InlineData(null, "pl_PL", "pl")]
    [InlineData("../../etc", "xx", "en")]
    public void takes_the_customers_language_then_the_deployments_then_English(string? wanted, string deployment, string taken)
    {
        var message = Render(MessageTemplate.PhoneCode, Everything, wanted, locale: deployment);

        Assert.Equal(Render(MessageTemplate.PhoneCode, Everything, taken).Text, message.Text);
    }

    [Fact]
    public void shows_markup_and_line_breaks_of_values_as_text()
    {
        var hostile = new Dictionary<string, string>(Everything) { ["new"] = "<b>\"x\"</b>\r\nBcc: all@example.com" };

        var message = Render(MessageTemplate.NoticeEmailChanged, hostile);

        Assert.Contains("&lt;b&gt;&quot;x&quot;&lt;/b&gt;  Bcc: all@example.com", message.Html!, StringComparison.Ordinal);
        Assert.Contains("Now: <b>\"x\"</b>  Bcc: all@example.com\n", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void leaves_out_a_line_whose_value_is_absent_but_never_says_nothing()
    {
        var message = Render(MessageTemplate.NoticePhoneChanged, new() { ["new"] = "+48555019999" });

        Assert.Contains("Now: +48555019999", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Before", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", message.Text, StringComparison.Ordinal);
        Assert.Throws<MessageTemplateException>(() => Render(MessageTemplate.PhoneCode, [], channel: MessageChannel.Sms));
    }

    [Fact]
    public void takes_the_deployments_own_files_without_a_restart()
    {
        using var folder = new TemporaryFolder();
        var templates = new MessageTemplates(new FreeholdOptions { Data = folder.Path }, new MessageOptions { Shop = "Corner Shop" });
        Assert.Contains("Corner Shop", templates.Render(Waiting(MessageTemplate.PhoneCode, "en"), Everything).Text, StringComparison.Ordinal);

        Directory.CreateDirectory(folder["templates/en"]);
        File.WriteAllText(folder["templates/en/phone-code.txt"], "[subject]\r\nHello {{code}}\r\n[text]\r\nYours:\r\n{{ code }}\r\n[html]\r\n<i>{{code}}</i> at {{shop}}\r\n");
        File.WriteAllText(folder["templates/layout.html"], "<main>{{body}}</main>");
        var message = templates.Render(Waiting(MessageTemplate.PhoneCode, "en"), Everything);

        Assert.Equal("Hello 123456", message.Subject);
        Assert.Equal("Yours:\n123456", message.Text);
        Assert.Equal("<main><i>123456</i> at Corner Shop</main>", message.Html);
    }

    [Fact]
    public void tells_which_of_two_empty_files_says_nothing()
    {
        using var folder = new TemporaryFolder();
        var templates = new MessageTemplates(new FreeholdOptions { Data = folder.Path }, new MessageOptions());
        Directory.CreateDirectory(folder["templates/en"]);

        foreach (var template in new[] { MessageTemplate.PhoneCode, MessageTemplate.VerifyEmail })
        {
            File.WriteAllText(folder[$"templates/en/{template}.txt"], "");
            var failure = Assert.Throws<MessageTemplateException>(() => templates.Render(Waiting(template, "en"), Everything));
            Assert.Contains($"message {template} ", failure.Message, StringComparison.Ordinal);
        }
    }

    private static RenderedMessage Render(string template, Dictionary<string, string> values, string? language = "en", MessageChannel channel = MessageChannel.Email, string locale = "en") =>
        new MessageTemplates(new FreeholdOptions { Data = "no such folder", Locale = locale }, new MessageOptions()).Render(Waiting(template, language, channel), values);

    private static WaitingMessage Waiting(string template, string? language, MessageChannel channel = MessageChannel.Email) =>
        new(new CustomerId(1), 1, channel, "a@example.com", template, language, [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(12), 0);
}
