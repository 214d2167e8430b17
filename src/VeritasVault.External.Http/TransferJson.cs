using System.Text.Json.Serialization;

namespace VeritasVault.External.Http;

/// <summary>What is posted to execute a transfer. Quantities are texts: JSON's numbers lose digits in other people's
/// programs.</summary>
internal sealed record TransferRequest(string Id, string From, string To, string Asset, string Quantity);

/// <summary>What the service says of a transfer, in every answer.</summary>
internal sealed record TransferReply(string Id, string State, string? Code = null, string? Text = null);

/// <summary>Strict reading: nothing unknown, nothing missing, nothing twice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(TransferReply))]
internal sealed partial class TransferJson : JsonSerializerContext;
