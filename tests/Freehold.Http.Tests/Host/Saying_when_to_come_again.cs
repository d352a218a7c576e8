using Microsoft.AspNetCore.Http;

namespace Freehold.Http.Tests.Host;

public sealed class Saying_when_to_come_again
{
    [Theory]
    [InlineData(1, "1")]
    [InlineData(1000, "1")]
    [InlineData(1001, "2")]
    public void rounds_up_so_that_nobody_who_waited_is_refused(int milliseconds, string expected)
    {
        var http = new DefaultHttpContext();

        RetryAfter.Write(http, TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, http.Response.Headers.RetryAfter);
    }
}
