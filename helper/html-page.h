/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HTML_PAGE_H
#define HTML_PAGE_H

#include <cstddef>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A page of HTML that needs nothing from elsewhere. All text is shown as it is given; none of it
 * becomes markup.
 */
class HtmlPage
{
  public:
    /// @param title plain text, of the page and its first heading
    explicit HtmlPage(const std::string& title);

    /// @param text plain text
    void AddHeading(const std::string& text);
    /// @param text plain text
    void AddParagraph(const std::string& text);
    /// A paragraph that should not be overlooked.
    void AddWarning(const std::string& text);
    /**
     * @param head texts of the columns
     * @param rows as many texts each
     * @param leftColumns how many columns, from the first, have their texts at the left side
     */
    void AddTable(const std::vector<std::string>& head,
                  const std::vector<std::vector<std::string>>& rows,
                  std::size_t leftColumns = 1);
    /**
     * @param svg a picture that we drew, as a file has it; it becomes part of the page
     * @param title of the picture, for those who cannot see it
     * @param caption may be empty
     */
    void AddPicture(const std::string& svg, const std::string& title, const std::string& caption);

    /// @return the page
    std::string ToString() const;

    /// @return text that stands for itself in HTML, in attributes, too
    static std::string Escape(const std::string& text);

  private:
    std::string m_title;
    std::string m_body;
};

} // namespace ns3

#endif // HTML_PAGE_H
