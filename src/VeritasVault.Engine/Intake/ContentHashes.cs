using System.Collections.Concurrent;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Hashes the content of many submissions at a time, on their caller's thread, so that the hasher has messages for all
/// its lanes and the writer lane has nothing left to hash.
/// </summary>
internal sealed class ContentHashes(IMessageHasher hasher)
{
    // Requests hashed in one call: enough for all lanes, and their bytes stay in a core's first cache.
    private const int RequestsMax = 64;

    private readonly ConcurrentBag<Scratch> _free = [];

    /// <summary>Gives each request its hash.</summary>
    public void Make(IReadOnlyList<SettlementRequest> requests)
    {
        if (!_free.TryTake(out var scratch))
        {
            scratch = new Scratch();
        }

        foreach (var request in requests)
        {
            // One of so many legs would only keep the others' bytes out of the cache, and need a large buffer for ever.
            if (request is { IsHashed: false, Legs.Length: <= RequestsMax })
            {
                scratch.Add(request, hasher);
            }
            else
            {
                _ = request.BodyHash;
            }
        }

        scratch.Complete(hasher);
        _free.Add(scratch);
    }

    private sealed class Scratch
    {
        private readonly ByteWriter _bytes = new(RequestsMax * 256);
        private readonly SettlementRequest[] _requests = new SettlementRequest[RequestsMax];
        private readonly int[] _ends = new int[RequestsMax];
        private readonly Hash32[] _hashes = new Hash32[RequestsMax];
        private int _count;

        public void Add(SettlementRequest request, IMessageHasher hasher)
        {
            RequestContent.Write(_bytes, request);
            _requests[_count] = request;
            _ends[_count++] = _bytes.Length;
            if (_count == RequestsMax)
            {
                Complete(hasher);
            }
        }

        public void Complete(IMessageHasher hasher)
        {
            hasher.HashMessages(_bytes.Written, _ends.AsSpan(0, _count), _hashes);
            for (var i = 0; i < _count; i++)
            {
                _requests[i].Remember(_hashes[i].ToHash256());
            }

            _requests.AsSpan(0, _count).Clear();
            _bytes.Clear();
            _count = 0;
        }
    }
}
