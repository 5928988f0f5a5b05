using System.Net;

namespace FormsHub.Web.Access;

/// <summary>Whose an address is when attempts are counted.</summary>
internal static class NetworkAddress
{
    /// <summary>One household has a /64 of IPv6: its addresses count as one.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (bytes.Length != 16)
        {
            return address;
        }

        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
