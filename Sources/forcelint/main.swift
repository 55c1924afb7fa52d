print("forcelint")
