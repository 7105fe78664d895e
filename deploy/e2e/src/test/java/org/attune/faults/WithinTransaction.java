package org.attune.faults;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends transactions around the methods that are marked so. Each type of transaction
 * needs an interceptor of its own, since its type is a part of the binding.
 */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class WithinTransaction {

  private final Transactions transactions;

  @Inject
  WithinTransaction(Transactions transactions) {
    this.transactions = transactions;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    return transactions.run(Transactions.typeOf(call.getMethod()), call::proceed);
  }

  /** In one of its own. */
  @Interceptor
  @Transactional(TxType.REQUIRES_NEW)
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  public static class New extends WithinTransaction {

    @Inject
    New(Transactions transactions) {
      super(transactions);
    }
  }

  /** In somebody else's. */
  @Interceptor
  @Transactional(TxType.MANDATORY)
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  public static class Mandatory extends WithinTransaction {

    @Inject
    Mandatory(Transactions transactions) {
      super(transactions);
    }
  }

  /** In none. */
  @Interceptor
  @Transactional(TxType.NEVER)
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  public static class Never extends WithinTransaction {

    @Inject
    Never(Transactions transactions) {
      super(transactions);
    }
  }
}
