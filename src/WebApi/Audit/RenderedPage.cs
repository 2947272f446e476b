using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ClinicNotes.WebApi.Audit;

/// <summary>A page: a component and what it shows, made into HTML here. Whatever text it shows is encoded by the renderer.</summary>
internal sealed class RenderedPage : IResult
{
    private const string OnlyFromHere =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly Type _component;
    private readonly object? _model;
    private readonly int _status;

    private RenderedPage(Type component, object? model, int status) => (_component, _model, _status) = (component, model, status);

    /// <summary>A page.</summary>
    /// <typeparam name="TComponent">The component, which takes the parameters <c>Visitor</c> and <c>Model</c>.</typeparam>
    /// <param name="model">What it shows.</param>
    /// <param name="status">The status of the answer.</param>
    public static RenderedPage Of<TComponent>(object? model, int status = StatusCodes.Status200OK)
        where TComponent : IComponent => new(typeof(TComponent), model, status);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var parameters = ParameterView.FromDictionary(
            new Dictionary<string, object?> { ["Visitor"] = Visitor.Of(httpContext), ["Model"] = _model }
        );
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(_component, parameters)).ToHtmlString()
        );

        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = OnlyFromHere;
        response.Headers["Referrer-Policy"] = "same-origin";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), httpContext.RequestAborted);
    }
}
