using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Portal.Benchmarks.Soak;

/// <summary>
/// An open page without a browser: it fetches the page and then speaks the protocol of circuits as <c>blazor.web.js</c> does. It
/// answers calls of scripts and acknowledges what is rendered at once, and keeps nothing of it but the newest moment.
/// </summary>
internal sealed class Circuit(Lags lags, TimeProvider time) : IAsyncDisposable
{
    private HubConnection? _connection;
    private string? _failure;
    private long _newest;
    private long _batches;
    private long _bytes;

    /// <summary>How many batches came.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>How many bytes were in them.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Why it is not alive any more; null while it is.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>The moment of the newest entry that it shows; 0 before the first.</summary>
    public long Newest => Interlocked.Read(ref _newest);

    public async Task OpenAsync(HttpClient browser, CookieContainer cookies, string path)
    {
        var address = new Uri(browser.BaseAddress!, path);
        var page = await browser.GetStringAsync(address);
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(browser.BaseAddress!, "_blazor"), HttpTransportType.WebSockets, options =>
            {
                options.Cookies = cookies;

                // Browsers offer it, and the server's part of it is memory and time too.
                options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new WebSocketDeflateOptions();
            });
        builder.Services.RemoveAll<IHubProtocol>();
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _connection = builder.Build();
        _connection.Closed += closed => FailAsync(closed?.Message ?? "closed");
        _connection.On<string>("JS.Error", FailAsync);
        _connection.On<long, byte[]>("JS.RenderBatch", RenderAsync);
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", (call, name, _, kind, _, _) => AnswerAsync(call, name, kind));
        await _connection.StartAsync();
        var state = PageMarkers.StateOf(page);
        if (await _connection.InvokeAsync<string?>("StartCircuit", browser.BaseAddress!.ToString(), address.ToString(), "[]", state) is null)
        {
            throw new InvalidOperationException($"No circuit was started for {path}.");
        }

        await _connection.SendAsync("UpdateRootComponents", PageMarkers.OperationsOf(page), state);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private Task FailAsync(string why)
    {
        Interlocked.CompareExchange(ref _failure, why, null);
        return Task.CompletedTask;
    }

    private Task RenderAsync(long batch, byte[] content)
    {
        Interlocked.Increment(ref _batches);
        Interlocked.Add(ref _bytes, content.Length);
        if (Moments.NewestIn(content) is var moment && moment > _newest)
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            lags.Arrived(now - moment);
            if (_newest > 0)
            {
                lags.Shown(now - _newest);
            }

            Interlocked.Exchange(ref _newest, moment);
        }

        return _connection!.SendAsync("OnRenderCompleted", batch, (string?)null);
    }

    private Task AnswerAsync(long call, string name, int kind) =>
        call == 0 ? Task.CompletedTask : _connection!.SendAsync("EndInvokeJSFromDotNet", call, true, ScriptCalls.Answer(call, name, kind));
}
