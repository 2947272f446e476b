using ClinicNotes.Application;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace ClinicNotes.WebApi.Audit;

/// <summary>Forms that only the pages themselves can send: ASP.NET's antiforgery, under a key that all services on a database have.</summary>
internal static class PageForms
{
    public static void AddPageForms(this IServiceCollection services)
    {
        services.AddSingleton<IDataProtectionProvider>(provider => new FormProtection(
            provider.GetRequiredService<ISharedSecret>().Key("forms of pages")
        ));

        var antiforgery = new ServiceCollection();
        antiforgery.AddAntiforgery(options =>
        {
            options.Cookie.Name = "clinicnotes-forms";
            options.Cookie.Path = AuditPages.Path;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "form";
        });

        // But for what would make keys of its own when the service starts, and leave them in a home directory.
        foreach (var service in antiforgery.Where(service => service.ServiceType != typeof(IHostedService)))
            services.Add(service);
    }

    /// <summary>Whether a form comes from a page that this visitor was shown.</summary>
    public static Task<bool> IsOurs(HttpContext http) => http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
}
