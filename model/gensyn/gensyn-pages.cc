/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/gensyn-pages.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ns3
{

namespace
{

/// A drawn number of something; more than this is not meant.
uint64_t
ToWhole(double drawn)
{
    constexpr double MOST = 1e15;
    return static_cast<uint64_t>(std::llround(std::min(drawn, MOST)));
}

std::size_t
Pick(std::size_t n, UniformSource& uniform)
{
    return static_cast<std::size_t>(uniform.NextUniform() * static_cast<double>(n));
}

} // namespace

GensynPages::GensynPages(std::shared_ptr<const GensynModel> model, const GensynModule& module)
    : m_model(std::move(model)),
      m_module(module),
      m_list(module.pages)
{
}

GensynModule::Page
GensynPages::Visit(UniformSource& uniform)
{
    if (m_module.type == GensynModule::FTP)
    {
        return {ToWhole(m_module.sizes->Draw(uniform)), {}};
    }
    while (m_list.size() < m_module.pageCount)
    {
        m_list.push_back(DrawPage(uniform));
    }
    if (m_list.empty())
    {
        return DrawPage(uniform);
    }
    const auto place = Pick(m_list.size(), uniform);
    auto page = m_list[place];
    if (m_module.pageLinks)
    {
        m_isVisited.resize(m_list.size(), false);
        if (!m_isVisited[place])
        {
            m_isVisited[place] = true;
            Grow(uniform);
        }
    }
    return page;
}

GensynModule::Page
GensynPages::DrawPage(UniformSource& uniform)
{
    constexpr uint64_t MOST_OBJECTS = 10'000;
    GensynModule::Page page{ToWhole(m_module.sourceSize->Draw(uniform)), {}};
    page.objects.resize(std::min(MOST_OBJECTS, ToWhole(m_module.objectCount->Draw(uniform))));
    for (auto& object : page.objects)
    {
        object = ToWhole(m_module.objectSize->Draw(uniform));
    }
    return page;
}

void
GensynPages::Grow(UniformSource& uniform)
{
    const auto links = ToWhole(m_module.pageLinks->Draw(uniform));
    for (uint64_t i = 0; i < links && m_list.size() < m_module.pageLimit; ++i)
    {
        if (uniform.NextUniform() < m_module.linkShare)
        {
            // What a page of a file links to is as another page of it.
            auto linked = m_module.sourceSize
                              ? DrawPage(uniform)
                              : m_module.pages[Pick(m_module.pages.size(), uniform)];
            m_list.push_back(std::move(linked));
        }
    }
}

std::size_t
GensynPages::GetN() const
{
    return m_list.size();
}

} // namespace ns3
