package org.jackfield.account;

class AccountsOnH2Test extends AccountsContract {

  @Override
  TestDatabase open() {
    return TestDatabase.inMemory();
  }
}
