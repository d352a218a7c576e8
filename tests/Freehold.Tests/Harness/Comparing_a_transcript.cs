using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Freehold.Tests.Harness;

public sealed class Comparing_a_transcript : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task passes_once_the_same_text_was_accepted()
    {
        (await RecordAsync(accepts: true, """{"id":1}""")).Compare();

        (await RecordAsync(accepts: false, """{"id":1}""")).Compare();
    }

    [Fact]
    public async Task fails_with_the_lines_that_differ()
    {
        (await RecordAsync(accepts: true, """{"name":"Anna","city":"Reykjavík"}""")).Compare();
        var changed = await RecordAsync(accepts: false, """{"name":"Anne","city":"Reykjavík"}""");

        var failure = Assert.Throws<TranscriptException>(changed.Compare);

        Assert.Contains("""
            -   "name": "Anna",
            +   "name": "Anne",
                "city": "Reykjavík"
            """, failure.Message);
    }

    [Fact]
    public async Task fails_where_nothing_was_approved()
    {
        var transcript = await RecordAsync(accepts: false, "{}");

        Assert.Throws<TranscriptException>(transcript.Compare);
        Assert.False(File.Exists(folder["phone/update.txt"]));
    }

    [Fact]
    public async Task gives_one_placeholder_to_one_value_wherever_it_stands()
    {
        var transcript = await RecordAsync(accepts: true,
            """{"data":[{"id":"77"},{"id":"78"}],"meta":{"csrf":{"value":"abc"}},"self":"/customers/77"}""",
            Placeholder.Json("id", "data.*.id"),
            Placeholder.Json("csrf", "**.csrf.value"),
            Placeholder.Text("id", "/customers/([0-9]+)"),
            Placeholder.Text("token", "Bearer (.+)"));

        transcript.Compare();

        Assert.Equal("""
            PUT /customers/{id 1}?fields=a
            Authorization: Bearer {token 1}
            Content-Type: text/plain; charset=utf-8

            hello

            200
            Content-Type: application/json; charset=utf-8

            {
              "data": [
                {
                  "id": "{id 1}"
                },
                {
                  "id": "{id 2}"
                }
              ],
              "meta": {
                "csrf": {
                  "value": "{csrf 1}"
                }
              },
              "self": "/customers/{id 1}"
            }

            """, File.ReadAllText(folder["phone/update.txt"]));
    }

    [Fact]
    public async Task keeps_a_body_that_is_not_json_as_it_was_sent()
    {
        (await RecordAsync(accepts: true, """{"a":1,"a":2}""")).Compare();

        Assert.EndsWith("""{"a":1,"a":2}""" + "\n", File.ReadAllText(folder["phone/update.txt"]));
    }

    private async Task<Transcript> RecordAsync(bool accepts, string body, params Placeholder[] placeholders)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "http://localhost/customers/77?fields=a");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        request.Content = new StringContent("hello");
        using var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(body, Encoding.UTF8, "application/json") };

        var transcript = new Transcript("phone/update", placeholders) { Folder = folder.Path, Accepts = accepts };
        await transcript.RecordAsync(response, TestContext.Current.CancellationToken);
        return transcript;
    }
}
