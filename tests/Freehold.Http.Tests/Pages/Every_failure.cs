using Freehold.Server.Pages;

namespace Freehold.Http.Tests.Pages;

public sealed class Every_failure
{
    [Fact]
    public void has_a_status_and_a_text_on_pages() => Assert.All(Enum.GetValues<FailureCode>(), code =>
    {
        var (status, text) = PageErrors.Of(new Failure(code));
        Assert.InRange(status, 400, 503);
        Assert.True(Enum.IsDefined(text));
    });
}
