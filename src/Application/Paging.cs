using FluentValidation;

namespace ClinicNotes.Application;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Page">The page's number, from 1.</param>
/// <param name="PageSize">How many items a page has at most, 1 to <see cref="LargestPage" />.</param>
public sealed record Paging(long Page, long PageSize)
{
    public const int DefaultPage = 25;
    public const int LargestPage = 100;

    /// <summary>How many items come before the page. No store has as many as fit in the number.</summary>
    public long Offset => Math.Min(Page - 1, long.MaxValue / LargestPage) * PageSize;

    /// <summary>The page of a list that is at hand.</summary>
    public IEnumerable<T> Of<T>(IReadOnlyList<T> list) => list.Skip((int)Math.Min(Offset, list.Count)).Take((int)PageSize);
}

/// <summary>Which page of a list is asked for, as the caller said it.</summary>
/// <param name="Page"><c>page</c>: 1 unless given.</param>
/// <param name="PageSize"><c>page_size</c>: 25 unless given, 1 to 100.</param>
public sealed record GivenPaging(GivenId Page, GivenId PageSize)
{
    /// <summary>The page, once the rules have been passed.</summary>
    public Paging Value => new(Page.ValueOr(1), PageSize.ValueOr(Paging.DefaultPage));
}

public static class PagingRules
{
    public static void MustBePaging<T>(this AbstractValidator<T> rules, Func<T, GivenPaging> paging)
    {
        rules.RuleFor(query => paging(query).Page).MayBeId("page");
        rules
            .RuleFor(query => paging(query).PageSize)
            .Refuse(
                "page_size",
                size => size.FaultAsId() ?? (size.Value > Paging.LargestPage ? $"must be from 1 to {Paging.LargestPage}" : null)
            );
    }
}

/// <summary>Where a page lies in its list: the documented <c>pagination</c>.</summary>
/// <param name="CurrentPage">The page's number, from 1.</param>
/// <param name="TotalPages">How many pages there are; 0 when nothing is found.</param>
/// <param name="TotalCount">How many there are on all pages.</param>
/// <param name="PerPage">How many a page has at most.</param>
public sealed record PaginationResponse(long CurrentPage, long TotalPages, long TotalCount, long PerPage)
{
    public static PaginationResponse Of(Paging paging, long total) =>
        new(paging.Page, (total + paging.PageSize - 1) / paging.PageSize, total, paging.PageSize);
}
