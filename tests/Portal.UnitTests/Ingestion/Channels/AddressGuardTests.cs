using System.Net;
using System.Net.Sockets;
using FsCheck.Xunit;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;

namespace Portal.UnitTests.Ingestion.Channels;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2001::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void IsPublic_SpecialAddress_IsNot(string address) => Assert.False(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("11.0.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("169.253.0.1")]
    [InlineData("172.15.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.1.1")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::101:101")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001::200e")]
    public void IsPublic_GlobalAddress_Is(string address) => Assert.True(AddressGuard.IsPublic(IPAddress.Parse(address)));

    [Property]
    public bool IsPublic_MappedIntoIPv6_IsJudgedAlike(uint bits)
    {
        var address = new IPAddress(bits);
        return AddressGuard.IsPublic(address) == AddressGuard.IsPublic(address.MapToIPv6());
    }

    [Fact]
    public async Task Permitted_NameWithPublicAndPrivateAddress_KeepsThePublicOne()
    {
        var connector = new GuardedConnector(new ChannelOptions(), Resolves("10.0.0.1", "1.1.1.1"));

        Assert.Equal([IPAddress.Parse("1.1.1.1")], await connector.PermittedAsync("mixed.example", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("inside.example")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Permitted_PrivateOnly_IsRefused(string host)
    {
        var connector = new GuardedConnector(new ChannelOptions(), Resolves("10.0.0.1", "fd00::1"));

        var refused = await Assert.ThrowsAsync<AddressRefusedException>(
            () => connector.PermittedAsync(host, TestContext.Current.CancellationToken));

        Assert.Equal($"'{host}' is not at a public address, and private networks are not allowed.", refused.Message);
    }

    [Fact]
    public async Task Permitted_PrivateAllowed_IsKept() =>
        Assert.Equal(
            [IPAddress.Loopback],
            await new GuardedConnector(new ChannelOptions { AllowPrivateNetworks = true }, Resolves()).PermittedAsync("127.0.0.1", TestContext.Current.CancellationToken));

    [Fact]
    public async Task Permitted_NameWithoutAddress_IsNotFound()
    {
        var error = await Assert.ThrowsAsync<SocketException>(
            () => new GuardedConnector(new ChannelOptions(), Resolves()).PermittedAsync("nowhere.example", TestContext.Current.CancellationToken));

        Assert.Equal(SocketError.HostNotFound, error.SocketErrorCode);
    }

    private static Func<string, CancellationToken, Task<IPAddress[]>> Resolves(params string[] addresses) =>
        (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]);
}
