package org.attune.faults;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the server does for {@code @Transactional}: one entity manager for each transaction, and
 * none without one.
 */
final class Transactions {

  private static final ThreadLocal<@Nullable EntityManager> RUNNING = new ThreadLocal<>();

  /** Nothing is done any longer, whoever asks for it. */
  static final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
      super("this Attune was killed");
    }
  }

  private final EntityManagerFactory sessions;
  private volatile boolean dead;

  Transactions(EntityManagerFactory sessions) {
    this.sessions = sessions;
  }

  /** What is done is done; nothing more is, not even what has begun. */
  void kill() {
    dead = true;
  }

  private void requireLife() {
    if (dead) {
      throw new Killed();
    }
  }

  /** The entity manager of the transaction that runs on the calling thread. */
  EntityManager current() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> inner(method, arguments));
  }

  private @Nullable Object inner(Method method, Object @Nullable [] arguments) throws Throwable {
    var manager = RUNNING.get();
    if (manager == null) {
      throw new IllegalStateException("nobody has begun a transaction");
    }
    try {
      return method.invoke(manager, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /** Runs something as its type of transaction demands. */
  @Nullable Object run(TxType type, Callable<@Nullable Object> what) throws Exception {
    requireLife();
    boolean within = RUNNING.get() != null;
    return switch (type) {
      case NEVER -> {
        require(!within, "a transaction runs where there must be none");
        yield what.call();
      }
      case MANDATORY -> {
        require(within, "no transaction runs where there must be one");
        yield what.call();
      }
      case REQUIRED -> within ? what.call() : inOne(what);
      case REQUIRES_NEW -> inOne(what);
      case SUPPORTS, NOT_SUPPORTED ->
          throw new UnsupportedOperationException("nobody asks for " + type);
    };
  }

  private static void require(boolean met, String complaint) {
    if (!met) {
      throw new IllegalStateException(complaint);
    }
  }

  // As Jakarta Transactions has it: unchecked exceptions roll back, checked ones do not.
  private @Nullable Object inOne(Callable<@Nullable Object> what) throws Exception {
    var suspended = RUNNING.get();
    try (var manager = sessions.createEntityManager()) {
      RUNNING.set(manager);
      manager.getTransaction().begin();
      try {
        var result = what.call();
        requireLife();
        return result;
      } catch (RuntimeException | Error fault) {
        manager.getTransaction().setRollbackOnly();
        throw fault;
      } finally {
        RUNNING.set(suspended);
        if (manager.getTransaction().getRollbackOnly()) {
          manager.getTransaction().rollback();
        } else {
          manager.getTransaction().commit();
        }
      }
    }
  }

  /** How a method is marked, or else its class. */
  static TxType typeOf(Method method) {
    var marked = method.getAnnotation(Transactional.class);
    var own =
        marked == null ? method.getDeclaringClass().getAnnotation(Transactional.class) : marked;
    return own == null ? TxType.REQUIRED : own.value();
  }
}
