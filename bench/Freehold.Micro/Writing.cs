using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Freehold.Synerise;

namespace Freehold.Micro;

/// <summary>An account becomes an answer.</summary>
public class Writing
{
    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private readonly Utf8JsonWriter json;
    private readonly Account account = new()
    {
        Id = new CustomerId(123_456_789_012),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Uuid = "07243772-008a-42e1-ba37-c3807cebde8f",
        Email = "anna.kowalska@example.com",
        EmailVerified = true,
        Phone = "+48555015332",
    };

    public Writing()
    {
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        account[ProfileField.FirstName] = "Anna";
        account[ProfileField.LastName] = "Kowalska";
        account[ProfileField.City] = "Krakow";
    }

    [Benchmark]
    public int PersonalInformation()
    {
        buffer.ResetWrittenCount();
        json.Reset();
        ProfileBody.Write(json, account);
        json.Flush();
        return buffer.WrittenCount;
    }
}
