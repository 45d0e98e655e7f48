/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/transfer-record.h"

namespace ns3
{

const char*
TransferRecord::StatusName(Status status)
{
    switch (status)
    {
    case SUCCESS:
        return "success";
    case FAILED:
        return "failed";
    case OPEN:
        break;
    }
    return "open";
}

} // namespace ns3
