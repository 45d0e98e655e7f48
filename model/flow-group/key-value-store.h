/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_VALUE_STORE_H
#define KEY_VALUE_STORE_H

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a key-value server keeps: the items that were used last, as many as there is room for.
 */
class KeyValueStore
{
  public:
    /// What is stored under a key.
    struct Item
    {
        std::string key;   //!< as the client wrote it
        std::string value; //!< as the client wrote it
        uint32_t flags;    //!< of the client, handed back with the value
    };

    /// What an item costs besides its key and value, about as in memcached.
    static constexpr std::size_t ITEM_OVERHEAD = 50;

    /// @param limit bytes of all items together
    explicit KeyValueStore(std::size_t limit);

    /// Keep an item, in place of one with the same key; those that were not used for longest go.
    /// @return whether it was kept: not when it alone is beyond the limit
    bool Set(Item item);
    /// @return the item, or null; it stays until the next Set
    const Item* Get(const std::string& key);

    /// @return how many keys have a value
    std::size_t GetNItems() const;
    /// @return memory of all items, as it counts for the limit
    std::size_t GetBytes() const;

  private:
    static std::size_t CostOf(const Item& item);
    void Remove(std::list<Item>::iterator item);

    std::size_t m_limit;
    std::size_t m_bytes{0};
    std::list<Item> m_items; //!< last used first
    std::unordered_map<std::string, std::list<Item>::iterator> m_byKey;
};

} // namespace ns3

#endif // KEY_VALUE_STORE_H
