/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/key-value-store.h"

#include <iterator>
#include <utility>

namespace ns3
{

KeyValueStore::KeyValueStore(std::size_t limit)
    : m_limit(limit)
{
}

bool
KeyValueStore::Set(Item item)
{
    const auto known = m_byKey.find(item.key);
    if (known != m_byKey.end())
    {
        Remove(known->second);
    }
    const auto cost = CostOf(item);
    if (cost > m_limit)
    {
        return false;
    }
    while (m_bytes + cost > m_limit)
    {
        Remove(std::prev(m_items.end()));
    }
    m_items.push_front(std::move(item));
    m_byKey.emplace(m_items.front().key, m_items.begin());
    m_bytes += cost;
    return true;
}

const KeyValueStore::Item*
KeyValueStore::Get(const std::string& key)
{
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
    {
        return nullptr;
    }
    m_items.splice(m_items.begin(), m_items, found->second);
    return &m_items.front();
}

std::size_t
KeyValueStore::GetNItems() const
{
    return m_items.size();
}

std::size_t
KeyValueStore::GetBytes() const
{
    return m_bytes;
}

std::size_t
KeyValueStore::CostOf(const Item& item)
{
    return item.key.size() + item.value.size() + ITEM_OVERHEAD;
}

void
KeyValueStore::Remove(std::list<Item>::iterator item)
{
    m_bytes -= CostOf(*item);
    m_byKey.erase(item->key);
    m_items.erase(item);
}

} // namespace ns3
