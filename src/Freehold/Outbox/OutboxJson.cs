using System.Text.Json.Serialization;

namespace Freehold;

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class OutboxJson : JsonSerializerContext;
