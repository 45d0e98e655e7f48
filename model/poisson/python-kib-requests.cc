/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/python-kib-requests.h"

#include "ns3/poisson-python-results.h"

#include <algorithm>
#include <utility>

namespace ns3
{

namespace
{

constexpr uint64_t KIB = 1024;
/// The most that a request can ask for.
constexpr uint64_t MOST_KIB = UINT32_MAX / KIB;

} // namespace

PythonKibRequests::PythonKibRequests(std::unique_ptr<PoissonRequestSource> requests)
    : m_requests(std::move(requests))
{
}

bool
PythonKibRequests::Next(PoissonRequest& request)
{
    const bool isOne = m_requests->Next(request);
    if (isOne)
    {
        request.bytes = KIB * std::min(MOST_KIB, GetPythonKib(request.drawnBytes));
    }
    return isOne;
}

} // namespace ns3
