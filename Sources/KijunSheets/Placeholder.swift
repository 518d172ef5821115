import Kijun
