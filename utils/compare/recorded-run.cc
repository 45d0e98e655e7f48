/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "recorded-run.h"

namespace ns3
{

std::string_view
RecordedRun::Keep(std::string_view text)
{
    if (text == m_last)
    {
        return m_last;
    }
    auto found = m_texts.find(text);
    if (found == m_texts.end())
    {
        auto owned = std::make_unique<std::string>(text);
        const std::string_view key = *owned;
        found = m_texts.emplace(key, std::move(owned)).first;
    }
    return m_last = found->first;
}

} // namespace ns3
