using System.Net;
using Microsoft.AspNetCore.Http;

namespace Freehold.Http.Tests.Host;

/// <summary>What limits count a client by, and what records of agreements show.</summary>
public sealed class Telling_clients_apart
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("::1", "::1")]
    public void goes_by_the_network_that_one_household_has(string address, string expected) => Assert.Equal(expected, ClientOrigin.Address(IPAddress.Parse(address)));

    /// <summary>The shop's own server asks for messages to all of its customers.</summary>
    [Theory]
    [InlineData(TokenRealm.Anonymous, false)]
    [InlineData(TokenRealm.Business, true)]
    [InlineData(null, true)]
    public void spares_the_business_side_where_messages_are_asked_for(TokenRealm? realm, bool isSpared)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("203.0.113.9") } };
        var token = realm is { } of ? new AccessToken(of, default, "", null, "", DateTimeOffset.MaxValue) : null;

        Assert.Equal(isSpared, ClientOrigin.OfAsking(http, token, "test").IsSpared);
    }

    [Fact]
    public void knows_no_client_without_an_address() => Assert.Equal("unknown", ClientOrigin.Address(null));
}
